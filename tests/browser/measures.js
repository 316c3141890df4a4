// What tests measure on a page; each function returns short descriptions of what it found.
window.measures = {
  // Targets smaller than `least` pixels, but for links inside a sentence.
  small: (least) =>
    found("a, button, summary, textarea, input:not([type=hidden], [type=radio])")
      .filter((target) => getComputedStyle(target).clipPath === "none" && !inSentence(target))
      .filter((target) => target.offsetWidth < least || boxOf(target).height < least)
      .map(described),

  // Answers whose label is smaller than `least` pixels.
  smallAnswers: (least) =>
    found("label.option").filter((label) => boxOf(label).height < least || boxOf(label).width < least).map(described),

  // Boxes that hide a part of what is in them.
  cut: () =>
    found("body *")
      .filter((box) => getComputedStyle(box).overflowX === "hidden" && getComputedStyle(box).clipPath === "none")
      .filter((box) => box.scrollWidth > box.clientWidth)
      .map(described),

  // Boxes that reach beyond the right edge of the window, but for those in a box that scrolls by itself.
  beyond: () =>
    found("body *")
      .filter((box) => !box.closest(".scroll") && boxOf(box).right > document.documentElement.clientWidth + 1)
      .map(described),

  // Takes the focus to before the first thing on the page.
  begin: () => {
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
  },

  // Where the Tab key should stop: in the order of the page, once for each group of radio buttons.
  stops: () =>
    found("a[href], button, summary, textarea, input:not([type=hidden]), [tabindex]")
      .filter((stop) => stop.tabIndex >= 0 && (stop.type !== "radio" || stop === entryOf(stop)))
      .map(described),

  // Where the focus is, whether one sees it, and whether it is inside the window; null where it is nowhere.
  focus: () => {
    const here = document.activeElement;
    if (here === document.body) return null;
    const ring = [here, here.closest("label")].filter(Boolean).map((box) => getComputedStyle(box));
    const box = boxOf(here);
    return {
      stop: described(here),
      ringed: ring.some((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2),
      inSight: box.top < innerHeight && box.bottom > 0 && box.left < innerWidth && box.right > 0,
    };
  },
};

function found(selector) {
  return [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility());
}

function boxOf(element) {
  return element.getBoundingClientRect();
}

function described(element) {
  const { width, height } = boxOf(element);
  return `${element.cloneNode(false).outerHTML} ${element.textContent.trim().slice(0, 30)} ${width} x ${height}`;
}

function inSentence(target) {
  const line = target.closest("p, li, dd");
  const inline = target.matches("a") && getComputedStyle(target).display === "inline";
  return inline && line !== null && line.textContent.trim() !== target.textContent.trim();
}

function entryOf(radio) {
  const group = [...document.getElementsByName(radio.name)];
  return group.find((one) => one.checked) ?? group[0];
}
