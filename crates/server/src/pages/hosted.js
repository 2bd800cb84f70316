// In a frame the page tells the page around it how tall it is, so that there is one scroll bar only. No secret is in that.
if (window.parent !== window) {
  const tell = () => window.parent.postMessage({ canyu: "height", height: Math.ceil(document.documentElement.getBoundingClientRect().height) }, "*");
  new ResizeObserver(tell).observe(document.body);
  tell();
}
