/** Options as an administrator could publish them, in any number: all six kinds in turn. */

const SIZES = ["standard", "high memory", "many threads", "gpu"];
const KINDS = [
  (i) => ({ spec: { type: "int", min: 1, max: 16 }, default: 2, value: 1 + (i % 16) }),
  (i) => ({ spec: { type: "float", min: 0.5, max: 64.5 }, default: 4.5, value: 0.5 + (i % 60) }),
  (i) => ({
    spec: { type: "string" },
    default: "pangeo/pangeo-notebook:latest",
    value: `pangeo/pangeo-notebook:2026.${i % 12}`,
  }),
  (i) => ({ spec: { type: "bool" }, default: false, value: i % 2 === 0 }),
  (i) => ({ spec: { type: "select", options: SIZES }, default: SIZES[0], value: SIZES[i % 4] }),
  (i) => ({
    spec: { type: "mapping" },
    default: {},
    value: { OMP_NUM_THREADS: "1", DASK_LOGGING: "debug", REGION: `eu-west-${i % 3}` },
  }),
];

/** `count` fields: `spec` is the gateway's list, `request` a value for each but every seventh, which has its default. */
export function specification(count, prefix = "worker_option_") {
  const fields = Array.from({ length: count }, (_, i) => ({
    field: `${prefix}${i}`,
    label: `Worker option ${i}`,
    ...KINDS[i % KINDS.length](i),
  }));
  return {
    spec: fields.map(({ value: _, ...field }) => field),
    request: Object.fromEntries(
      fields.filter((_, i) => i % 7 < 6).map(({ field, value }) => [field, value]),
    ),
  };
}

/** The same as a JSON schema. That 1.0 is no integer and 1 becomes 1.0 it cannot say. */
export function schema(spec) {
  const types = {
    int: ({ min, max }) => ({ type: "integer", minimum: min, maximum: max }),
    float: ({ min, max }) => ({ type: "number", minimum: min, maximum: max }),
    string: () => ({ type: "string" }),
    bool: () => ({ type: "boolean" }),
    select: ({ options }) => ({ type: "string", enum: options }),
    mapping: () => ({ type: "object" }),
  };
  const properties = spec.map((field) => [
    field.field,
    { ...types[field.spec.type](field.spec), default: field.default },
  ]);
  return {
    type: "object",
    properties: Object.fromEntries(properties),
    additionalProperties: false,
  };
}
