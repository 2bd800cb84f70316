// What the widget loads when a fan asks: the check and the claim; and the check alone, for pages that show its report in their own way.

export { check } from "./check.js";
export { open } from "./desk.js";
