// Codes from the camera, where the browser can read them.

/** Whether it can. */
export const canScan = async () => {
  if (!("BarcodeDetector" in globalThis) || !navigator.mediaDevices?.getUserMedia) return false;
  const formats = await BarcodeDetector.getSupportedFormats().catch(() => []);
  return formats.includes("qr_code");
};

/** Looks through the camera until `found` takes what it reads, or the function that is returned is called. */
export const scan = async (video, found) => {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  let isOn = true;
  const stop = () => {
    isOn = false;
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
  video.srcObject = stream;
  // Pictures come when they come: until then nothing is found in them.
  video.play().catch(() => undefined);
  const look = async () => {
    if (!isOn) return;
    const codes = await detector.detect(video).catch(() => []);
    if (isOn && codes.some(({ rawValue }) => found(rawValue))) stop();
    else setTimeout(look, 120);
  };
  look();
  return stop;
};
