/**
 * A WebAssembly module in two halves: the first has the functions that a rehearsal calls, and the other can be added to it while it
 * runs. They share memory, tables and globals. Where the first half calls what only the other has, it does so by a table that the other
 * fills; before that such a call traps.
 */
import binaryen from "binaryen";

/** Where the other half imports from: the exports of the first. */
export const FIRST_HALF = "first-half";
/** The table by which the first half calls the other. */
const LATER = "later";

const FEATURES = [
  "BulkMemory",
  "BulkMemoryOpt",
  "Multivalue",
  "MutableGlobals",
  "NontrappingFPToInt",
  "ReferenceTypes",
  "SignExt",
].reduce((sum, name) => sum | binaryen.Features[name], 0);

/** A module as `binaryen` has it, which knows what Rust's compiler makes use of. */
export function read(bytes) {
  const module = binaryen.readBinary(bytes);
  module.setFeatures(FEATURES);
  return module;
}

const all = (count, at) => Array.from({ length: count }, (_, i) => at(i));
const functionsOf = (module) =>
  all(module.getNumFunctions(), (i) => binaryen.getFunctionInfo(module.getFunctionByIndex(i)));
const isImport = ({ base }) => base !== "" && base !== null;
export const exportsOf = (module) =>
  all(module.getNumExports(), (i) => binaryen.getExportInfo(module.getExportByIndex(i)).name);
const tablesOf = (module) =>
  all(module.getNumTables(), (i) => binaryen.getTableInfo(module.getTableByIndex(i)).name);
const segmentsOf = (module) =>
  all(
    module.getNumElementSegments(),
    (i) => binaryen.getElementSegmentInfo(module.getElementSegmentByIndex(i)).name,
  );
/** Its globals but for constants, which each half may have. */
const variablesOf = (module) =>
  all(module.getNumGlobals(), (i) => binaryen.getGlobalInfo(module.getGlobalByIndex(i))).filter(
    ({ mutable }) => mutable,
  );

/** The module with an exported global for each function, which is 1 once that has been called. */
export function instrument(bytes) {
  const module = read(bytes);
  for (const { name, body, results, ...each } of functionsOf(module)) {
    if (isImport(each)) continue;
    module.addGlobal(called(name), binaryen.i32, true, module.i32.const(0));
    module.addGlobalExport(called(name), called(name));
    const note = module.global.set(called(name), module.i32.const(1));
    binaryen.Function.setBody(module.getFunction(name), module.block(null, [note, body], results));
  }
  return module.emitBinary();
}

const called = (name) => `called ${name}`;

/** Instructions of a function that is worth less than to be missed: an iterator's step, a comparison. */
const SMALL = 60;

/** The names of the functions that were called, by the exports of an instrumented module, and of small ones that they might call. */
function earlyOnes(bytes, exports) {
  const callees = new Map();
  const early = new Set();
  const small = new Set();
  for (const { name, body, ...each } of functionsOf(read(bytes))) {
    if (isImport(each)) continue;
    const text = binaryen.emitText(body);
    callees.set(
      name,
      [...text.matchAll(/\(call \$([^\s)]+)/g)].map(([, callee]) => callee),
    );
    if (text.match(/\(\w/g).length <= SMALL) small.add(name);
    if (exports[called(name)].value === 1) early.add(name);
  }
  // A set goes on with what is added to it meanwhile.
  for (const name of early)
    for (const callee of callees.get(name)) if (small.has(callee)) early.add(callee);
  return early;
}

/** The two halves: the first has what was called, by the exports of the instrumented module. */
export function halve(bytes, exports) {
  const early = earlyOnes(bytes, exports);
  const isLate = (each) => !isImport(each) && !early.has(each.name);
  const names = (functions) => functions.map(({ name }) => name);
  // What of the other half the first calls is known when all of it has been put aside.
  const late = names(functionsOf(firstHalf(bytes, isLate, [], [])).filter(isLate));
  const other = otherHalf(bytes, isLate, late);
  const wanted = names(functionsOf(other).filter((each) => each.module === FIRST_HALF));
  return [firstHalf(bytes, isLate, late, wanted), other].map((module) => {
    if (!module.validate()) throw new Error("a half of the module is not valid");
    return module.emitBinary();
  });
}

function firstHalf(bytes, isLate, late, wanted) {
  const module = read(bytes);
  module.addTable(LATER, late.length, late.length);
  for (const { name, params, results } of functionsOf(module).filter(isLate)) {
    const operands = binaryen.expandType(params).map((type, i) => module.local.get(i, type));
    const target = module.i32.const(late.indexOf(name));
    const call = module.call_indirect(LATER, target, operands, params, results);
    module.removeFunction(name);
    module.addFunction(name, params, results, [], call);
  }
  for (const name of wanted) module.addFunctionExport(name, name);
  for (const name of tablesOf(module)) module.addTableExport(name, `table ${name}`);
  for (const { name } of variablesOf(module)) module.addGlobalExport(name, `global ${name}`);
  module.runPasses(["remove-unused-module-elements"]);
  return module;
}

function otherHalf(bytes, isLate, late) {
  const module = read(bytes);
  for (const name of exportsOf(module)) module.removeExport(name);
  for (const name of segmentsOf(module)) module.removeElementSegment(name);
  for (const each of functionsOf(module)) {
    if (isImport(each) || isLate(each)) continue;
    module.removeFunction(each.name);
    module.addFunctionImport(each.name, FIRST_HALF, each.name, each.params, each.results);
  }
  // With its data, which the first half brings.
  module.setMemory(module.getMemoryInfo().initial, -1, null, [], false, false, MEMORY);
  module.addMemoryImport(MEMORY, FIRST_HALF, "memory");
  for (const { name, type } of variablesOf(module)) {
    module.removeGlobal(name);
    module.addGlobalImport(name, FIRST_HALF, `global ${name}`, type, true);
  }
  module.addTable(LATER, late.length, late.length);
  for (const name of tablesOf(module)) module.addTableImport(name, FIRST_HALF, `table ${name}`);
  module.addActiveElementSegment(LATER, LATER, late, module.i32.const(0));
  module.runPasses(["remove-unused-module-elements"]);
  return module;
}

/** As `binaryen` calls the only memory of a module that it has read. */
const MEMORY = "0";
