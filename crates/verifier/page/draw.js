// What the widget loads when a fan asks: the check and the claim.

export { open } from "./desk.js";
