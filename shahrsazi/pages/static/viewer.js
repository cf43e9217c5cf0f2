/* Lets a paper be looked at from nearer: by buttons, keys, hand, or wheel with Ctrl. Without it the pages are pictures.
   What is nearer is laid out larger, not stretched: a drawing's lines stay thin, and its window scrolls like any other.
   What is finer than the first picture is fetched when it is needed, and only the part that is looked at. */
"use strict";
for (const look of document.querySelectorAll("[data-look]")) {
  const sheet = look.firstElementChild, image = sheet.querySelector("img"), own = Number(image.getAttribute("width")), ratio = own / Number(image.getAttribute("height"));
  const levels = (look.dataset.levels || "").split(" ").filter(Boolean).map((size) => size.split("x").map(Number));
  const side = Number(look.dataset.side), step = 1.5;
  let scale = 1, whole = 0, dragged = null, pinched = null, waiting = 0;

  const middle = () => [look.clientWidth / 2, look.clientHeight / 2];
  const furthest = () => Math.max(10, 1.5 * Number(look.dataset.widest) / whole);
  // Lines have no size of their own: they lie in the middle of the room that they are given.
  const box = () => {
    const room = image.getBoundingClientRect(), width = Math.min(room.width, room.height * ratio), height = width / ratio;
    return { left: room.left + (room.width - width) / 2, top: room.top + (room.height - height) / 2, width, height };
  };
  // The point of the paper that lies at this point of the window stays there.
  const draw = (to, at = null) => {
    const before = box(), frame = look.getBoundingClientRect(), from = at || middle();
    const across = (frame.left + from[0] - before.left) / before.width, down = (frame.top + from[1] - before.top) / before.height;
    if (scale === 1) { whole = before.width; look.style.setProperty("--high", `${look.offsetHeight}px`); }
    scale = Math.min(Math.max(to, 1), furthest());
    look.style.setProperty("--wide", `${whole * scale}px`);
    look.classList.toggle("near", scale > 1);
    const after = box(), window_ = look.getBoundingClientRect(), [x, y] = at || middle();
    look.scrollLeft += after.left + across * after.width - window_.left - x;
    look.scrollTop += after.top + down * after.height - window_.top - y;
    later();
  };

  const later = () => { clearTimeout(waiting); waiting = setTimeout(refine, 150); };
  const overlay = (src) => {
    const part = new Image();
    part.alt = ""; part.className = "part"; part.src = src;
    sheet.append(part);
    return part;
  };
  const refine = () => {
    const dots = box().width * Math.min(devicePixelRatio, 2);
    if (dots < 1.2 * own) return;
    if (levels.length) return tiles(dots);
    if (look.dataset.finer && !sheet.querySelector(".part")) Object.assign(overlay(look.dataset.finer).style, { inset: 0, inlineSize: "100%", blockSize: "100%" });
  };
  const tiles = (dots) => {
    let n = levels.length - 1;  // the coarsest that does
    while (n && 1.2 * levels[n][0] < dots) n -= 1;
    const [width, height] = levels[n];
    const paper = box(), frame = look.getBoundingClientRect(), wanted = new Set();
    const range = (from, to, length, points) => {
      const first = Math.max(Math.floor(from / length * points / side), 0), last = Math.min(Math.floor(to / length * points / side), Math.ceil(points / side) - 1);
      return Array.from({ length: Math.max(last - first + 1, 0) }, (_, i) => first + i);
    };
    for (const row of range(Math.max(frame.top, 0) - paper.top, Math.min(frame.bottom, innerHeight) - paper.top, paper.height, height))
      for (const column of range(frame.left - paper.left, frame.right - paper.left, paper.width, width)) wanted.add(`${n}-${column}-${row}`);
    for (const part of sheet.querySelectorAll(".part")) if (!part.complete && !wanted.has(part.dataset.at)) part.remove();
    for (const at of wanted) {
      if (sheet.querySelector(`[data-at="${at}"]`)) continue;
      const [, column, row] = at.split("-").map(Number), part = overlay(`${look.dataset.page}-tiles-${at}.webp`);
      part.dataset.at = at;
      part.style.left = `${100 * column * side / width}%`; part.style.top = `${100 * row * side / height}%`;
      part.style.width = `${100 * Math.min(side, width - column * side) / width}%`;
      part.style.height = `${100 * Math.min(side, height - row * side) / height}%`;
      part.style.zIndex = levels.length - n;
    }
  };

  // Buttons and keys bring the whole window into sight, under its buttons; a hand is there already.
  const inSight = () => { if (look.getBoundingClientRect().bottom > innerHeight) bar.scrollIntoView(); };
  const nearer = () => { draw(scale * step); inSight(); };
  const farther = () => draw(scale / step < 1.01 ? 1 : scale / step), entire = () => draw(1);
  const zooms = { "+": nearer, "=": nearer, "-": farther, "_": farther, "0": entire, "۰": entire };
  const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  look.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = moves[event.key], was = [look.scrollLeft, look.scrollTop];
    if (zooms[event.key]) zooms[event.key]();
    else if (!move || scale === 1) return;
    else look.scrollBy(move[0] * look.clientWidth / 3, move[1] * look.clientHeight / 3);
    // At the edge of the paper the page goes on.
    if (move && was[0] === look.scrollLeft && was[1] === look.scrollTop) return;
    event.preventDefault();
  });
  const within = (event) => { const frame = look.getBoundingClientRect(); return [event.clientX - frame.left, event.clientY - frame.top]; };
  look.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    draw(scale * Math.exp(-event.deltaY / 300), within(event));
  }, { passive: false });
  look.addEventListener("dblclick", (event) => draw(scale * 2, within(event)));
  look.addEventListener("pointerdown", (event) => {
    const [x, y] = within(event), onBar = x > look.clientWidth || y > look.clientHeight;
    if (event.pointerType !== "mouse" || event.button || scale === 1 || onBar) return;
    dragged = [event.clientX + look.scrollLeft, event.clientY + look.scrollTop];
    look.setPointerCapture(event.pointerId);
  });
  look.addEventListener("pointermove", (event) => { if (dragged) look.scrollTo(dragged[0] - event.clientX, dragged[1] - event.clientY); });
  for (const end of ["pointerup", "pointercancel"]) look.addEventListener(end, () => { dragged = null; });
  look.addEventListener("dragstart", (event) => event.preventDefault());
  const gap = ([a, b]) => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
  look.addEventListener("touchstart", (event) => { pinched = event.touches.length === 2 ? [gap(event.touches), scale] : null; });
  look.addEventListener("touchmove", (event) => {
    if (!pinched || event.touches.length !== 2) return;
    event.preventDefault();
    const [a, b] = event.touches;
    draw(pinched[1] * gap([a, b]) / pinched[0], within({ clientX: (a.clientX + b.clientX) / 2, clientY: (a.clientY + b.clientY) / 2 }));
  }, { passive: false });
  look.addEventListener("touchend", () => { pinched = null; });
  look.addEventListener("scroll", later);
  addEventListener("scroll", later, { passive: true });
  addEventListener("resize", () => { if (scale > 1) { const to = scale; draw(1); draw(to); } });

  look.classList.add("moves");
  const bar = document.createElement("p");
  bar.className = "nearer";
  for (const [word, act] of [["larger", nearer], ["smaller", farther], ["whole", entire]]) {
    const button = document.createElement("button");
    button.type = "button"; button.className = "second small"; button.textContent = look.dataset[word];
    button.addEventListener("click", act);
    bar.append(button);
  }
  look.before(bar);
}
