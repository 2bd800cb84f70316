// Making a picture small enough to be sent, without leaving the browser. What the file says about itself (where it was taken, with what)
// stays behind with it.

/** Pixels of the longer side that are sent at most: as many as the server keeps. */
export const SIDE = 1600;
/** Bytes of a file that is tried at all: what a browser can take in without running out of memory. */
export const MOST = 60_000_000;

/** The size of a picture made to fit into a square, and never larger than it is. */
export const fitted = (width, height, side = SIDE) => {
  const share = Math.min(1, side / Math.max(width, height));
  return [Math.max(1, Math.round(width * share)), Math.max(1, Math.round(height * share))];
};

const refused = (code) => Object.assign(new Error(code), { code });

/** `{ file, canvas }` for a file that somebody has chosen, upright. */
export const shrink = async (file) => {
  if (file.size > MOST) throw refused("upload_too_large");
  let bitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    throw refused("not_a_picture");
  }
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = fitted(bitmap.width, bitmap.height);
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  // A JPEG has no transparency: what is transparent would be black.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.86));
  if (!blob) throw refused("not_a_picture");
  return { file: blob, canvas };
};
