// SHA-256 by the browser, where it has one: only for what is shown.

/** The hash of bytes in hexadecimal digits; nothing on pages without https. */
export const hex = async (bytes) => {
  const subtle = globalThis.crypto?.subtle;
  if (!subtle) return "";
  const hash = new Uint8Array(await subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
};
