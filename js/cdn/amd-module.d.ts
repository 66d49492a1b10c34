/** AMD's own module "module": what the loader knows of the file that asks for it. */
declare module "amd-module" {
  /** Where the file came from. */
  export const uri: string;
}
