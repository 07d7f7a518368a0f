// What the interpreter takes from Vega's package of small functions: Vega's own file holds them too.
import "./vega.min.js";

export const { ascending, isString, DisallowedObjectProperties } = globalThis.vega;
