/* What ScriptLintTest asks of the scripts of the pages; editors with ESLint read the same file. */

/** Names of the browser that the scripts use. */
const BROWSER =
  "addEventListener atob Blob btoa clearInterval clearTimeout console CSS document DOMParser " +
  "EventSource fetch getComputedStyle globalThis history ImageData IntersectionObserver location " +
  "matchMedia navigator Option performance queueMicrotask requestAnimationFrame ResizeObserver " +
  "setInterval setTimeout URL URLSearchParams window";

export default [
  {
    languageOptions: {
      ecmaVersion: "latest",
      sourceType: "module",
      globals: Object.fromEntries(BROWSER.split(" ").map((name) => [name, "readonly"])),
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "array-callback-return": "error",
      "default-case-last": "error",
      eqeqeq: ["error", "always", { null: "ignore" }],
      "max-len": ["error", { code: 100 }],
      "max-lines": ["error", 400],
      "max-params": ["error", 7],
      "no-console": "error",
      "no-const-assign": "error",
      "no-dupe-keys": "error",
      "no-duplicate-imports": "error",
      "no-else-return": "error",
      "no-empty": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-redeclare": "error",
      "no-self-assign": "error",
      "no-shadow": "error",
      "no-throw-literal": "error",
      "no-undef": "error",
      "no-unreachable": "error",
      "no-unused-expressions": "error",
      "no-unused-vars": "error",
      "no-useless-assignment": "error",
      "no-useless-return": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "prefer-template": "error",
    },
  },
];
