/* Lets a paper be drawn nearer and moved: by hand, by wheel with Ctrl, by keys. Without it the pages are pictures. */
"use strict";
for (const look of document.querySelectorAll("[data-look]")) {
  const near = Panzoom(look.firstElementChild, { maxScale: 10, panOnlyWhenZoomed: true, touchAction: "pan-y", step: 0.4 });
  const move = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
  const act = { "+": near.zoomIn, "=": near.zoomIn, "-": near.zoomOut, "0": near.reset };
  look.addEventListener("panzoomchange", () => {
    const zoomed = near.getScale() > 1.01;
    near.setOptions({ touchAction: zoomed ? "none" : "pan-y" });
    look.classList.toggle("near", zoomed);
  });
  look.addEventListener("wheel", (event) => { if (event.ctrlKey) near.zoomWithWheel(event); }, { passive: false });
  look.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (act[event.key]) act[event.key]({ animate: true });
    else if (move[event.key] && near.getScale() > 1.01) near.pan(...move[event.key], { relative: true });
    else return;
    event.preventDefault();
  });
  const bar = document.createElement("p");
  bar.className = "nearer";
  for (const [word, does] of [["larger", near.zoomIn], ["smaller", near.zoomOut], ["whole", near.reset]]) {
    const button = document.createElement("button");
    button.type = "button"; button.className = "second small"; button.textContent = look.dataset[word];
    button.addEventListener("click", () => does({ animate: true }));
    bar.append(button);
  }
  look.before(bar);
}
