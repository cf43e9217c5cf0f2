/* The little script there is: every page works without it. */
"use strict";
// A page that the browser kept from before signing out must not come back with «Back».
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
const problem = document.getElementById("problem");
if (problem) problem.focus();
const persian = document.documentElement.lang === "fa";
for (const field of document.querySelectorAll('input[type="password"]')) {
  const box = document.createElement("div"), button = document.createElement("button");
  box.className = "password"; button.type = "button"; button.className = "second small";
  button.setAttribute("aria-controls", field.id);
  const say = () => { button.textContent = field.type === "password" ? (persian ? "نمایش" : "Show") : (persian ? "پنهان" : "Hide"); };
  button.addEventListener("click", () => { field.type = field.type === "password" ? "text" : "password"; say(); });
  say(); field.replaceWith(box); box.append(field, button);
}
// Said before it is sent: what is too large takes minutes, and comes back with nothing.
for (const field of document.querySelectorAll("input[data-too-large]")) {
  field.addEventListener("change", () => {
    const most = (file) => (/\.(dxf|dwg)$/i.test(file.name) ? 60 : 20) * 1024 * 1024;
    const said = field.parentElement.querySelector(".error");
    if (said) said.remove();
    if (![...field.files].some((file) => file.size > most(file))) return;
    const words = document.createElement("span");
    words.className = "error"; words.setAttribute("role", "alert"); words.textContent = field.dataset.tooLarge;
    field.value = ""; field.after(words);
  });
}
const ending = document.getElementById("ending");
if (ending) setTimeout(() => { ending.hidden = false; }, ending.dataset.after * 60 * 1000);
