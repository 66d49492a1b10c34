/** The ids by which the elements of one field refer to each other. */
export interface FieldIds {
  control: string;
  label: string;
  /** Of the text that describes the control at the moment; null: there is none. */
  description: string | null;
}
