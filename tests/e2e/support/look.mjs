// What can be seen of a page without knowing how it is made.

/** Words that are cut off, and how far the page can be scrolled to the side. Looks into open shadow roots. */
export const overflowOf = (page) =>
  page.evaluate(() => {
    const cut = [];
    const visit = (node) => {
      for (const element of node.querySelectorAll("*")) {
        if (element.shadowRoot) visit(element.shadowRoot);
        const style = getComputedStyle(element);
        const box = element.getBoundingClientRect();
        const isSeen = box.width > 1 && box.height > 1 && style.visibility !== "hidden" && style.clipPath === "none";
        if (!isSeen || !element.closest("*")) continue;
        if (box.right > innerWidth + 1 || box.left < -1) cut.push(`${name(element)} reaches out of the window`);
        const hides = /hidden|clip/.test(style.overflowX) && style.textOverflow !== "ellipsis";
        if (hides && element.scrollWidth > element.clientWidth + 1 && element.textContent.trim())
          cut.push(`${name(element)} is cut: ${element.scrollWidth} in ${element.clientWidth}`);
      }
    };
    const name = (element) => `<${element.localName} class="${element.getAttribute("class") ?? ""}">`;
    const widget = document.querySelector("canyu-campaign");
    visit(widget.shadowRoot);
    return { cut, sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth };
  });
