export default { test: { include: ["tests/view/**/*.test.ts", "js/**/*.test.ts"] } };
