// Speed for people who have a script: keys, the merged profile as it is chosen, bands while they are dragged, live jobs.
// Every page works without it.
"use strict";
const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const home = document.body.dataset.home;
const KEYS_OFF = "onefold-keys-off";

function bindKeys(page) {
  const dialog = one("#keys"), on = one("#keys-on"), opener = one("[data-keys]");
  on.checked = !localStorage.getItem(KEYS_OFF);
  on.addEventListener("change", () => on.checked ? localStorage.removeItem(KEYS_OFF) : localStorage.setItem(KEYS_OFF, "1"));
  const show = () => dialog.open ? dialog.close() : dialog.showModal();
  if (opener) { opener.hidden = false; opener.addEventListener("click", show); }
  const everywhere = {
    "?": show,
    "/": () => one("#find")?.focus(),
    "q": () => go(`${home}/queue`),
    "o": () => go(home),
    "u": () => one("#undo")?.requestSubmit(),
  };
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape" && isTyping(event.target)) event.target.blur();
    if (isTyping(event.target) || (dialog.open && event.key !== "?") || !on.checked) return;
    const act = page[event.key] || (home || event.key === "?" ? everywhere[event.key] : null);
    if (act) { event.preventDefault(); act(event.key); }
  });
}
const isTyping = target => target.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=range])");
const go = address => { if (address) location.href = address; };
const press = selector => one(selector)?.click();

function groupKeys() {
  const form = one("#decide");
  const ticks = form ? all("[name=member]", form) : [], every = form ? all("[name=member], [name=whole]", form) : [];
  const keys = {
    m: () => press("#decide [value=merge]"),
    n: () => press("#decide [value=apart]"),
    s: () => press("#decide [value=skip]"),
    c: () => one("#comment")?.focus(),
    a: () => { const on = !every.every(tick => tick.checked); every.forEach(tick => { tick.checked = on; }); changed(); },
    j: () => go(one("[data-next]")?.href),
    k: () => history.back(),
    w: () => { const whys = all(".why, .rest"), open = whys.every(why => why.open); whys.forEach(why => { why.open = !open; }); },
  };
  const changed = () => form?.dispatchEvent(new Event("change"));
  ticks.slice(0, 9).forEach((tick, index) => { keys[index + 1] = () => { tick.checked = !tick.checked; changed(); }; });
  return keys;
}

// The merged profile follows the choices: of values, of the profiles that take part, of the one that keeps its id.
function bindMerged(form) {
  const ticks = all("[name=member]", form), mains = all("[name=main]", form), rows = all("tbody tr", form);
  const touched = new Set();
  const merge = one("[value=merge]", form), apart = one("[value=apart]", form), count = one("[data-count]", form), whole = one("[name=whole]", form);
  function update(event) {
    if (event?.target.name?.startsWith("field:")) touched.add(event.target.name);
    const chosen = ticks.filter(tick => tick.checked).map(tick => tick.value);
    const main = mains.find(radio => radio.checked && chosen.includes(radio.value)) || mains.find(radio => chosen.includes(radio.value));
    if (main) main.checked = true;
    rows.forEach(row => updateRow(row, chosen, main?.value));
    all("[data-member]", form).forEach(head => head.classList.toggle("out", !chosen.includes(head.dataset.member)));
    const further = whole ? whole.value.split(" ").length : 0;
    const taken = chosen.length + (whole?.checked ? further : 0), every = ticks.length + further;
    count.textContent = taken === every ? `all ${every}` : `${taken} of ${every}`;
    merge.disabled = apart.disabled = chosen.length < 2;
  }
  function updateRow(row, chosen, main) {
    const radios = all("input", row), able = radios.filter(radio => chosen.includes(radio.value));
    const picked = able.find(radio => radio.checked);
    const usual = able.find(radio => radio.value === main) || able[0];
    const kept = picked && touched.has(picked.name) ? picked : usual;
    if (radios.length && kept !== picked) touched.delete(radios[0].name);
    radios.forEach(radio => { radio.disabled = !able.includes(radio); radio.checked = radio === kept; radio.closest("td").classList.toggle("out", radio.disabled); });
    one("[data-merged]", row).textContent = kept ? kept.dataset.text : "–";
  }
  form.addEventListener("change", update);
  addEventListener("pageshow", () => update());
}

function bindQueue() {
  const links = all(".groups a");
  const move = step => { const at = links.indexOf(document.activeElement) + step; links[Math.max(0, Math.min(links.length - 1, at))]?.focus(); };
  if (new URLSearchParams(location.search).has("go") && links.length) location.replace(links[0].href);
  return { j: () => move(1), k: () => move(-1), f: () => one("#text").focus() };
}

function bindBands(form) {
  const places = JSON.parse(form.dataset.places);
  const inputs = { review_from: one("[name=review_from]", form), merge_from: one("[name=merge_from]", form) };
  const sliders = { review_from: one("[data-border=review_from]", form), merge_from: one("[data-border=merge_from]", form) };
  one(".sliders", form).hidden = false;
  function show() {
    const review = Number(inputs.review_from.value), merge = Number(inputs.merge_from.value);
    sliders.review_from.value = review; sliders.merge_from.value = merge;
    const spans = { merge: [merge, 2], review: [review, merge], reject: [0, review] };
    for (const [name, [least, below]] of Object.entries(spans)) {
      const inside = places.filter(place => place[0] >= Math.round(1000 * least) && place[0] < Math.round(1000 * below));
      const row = one(`[data-band=${name}]`, form);
      ["groups", "profiles", "wrong"].forEach((of, index) => {
        const sum = inside.reduce((total, place) => total + place[index + 1], 0);
        one(`[data-of=${of}]`, row).textContent = Math.round(sum).toLocaleString("en");
      });
    }
    all(".bars .bar", form).forEach(bar => {
      const from = Number(bar.dataset.from) + 1e-9;
      bar.setAttribute("class", `bar ${from >= merge ? "merge" : from >= review ? "review" : "reject"}`);
    });
  }
  for (const [name, slider] of Object.entries(sliders)) {
    slider.addEventListener("input", () => {
      const other = name === "merge_from" ? Number(inputs.review_from.value) : Number(inputs.merge_from.value);
      const value = name === "merge_from" ? Math.max(Number(slider.value), other) : Math.min(Number(slider.value), other);
      inputs[name].value = Number(value.toFixed(3));
      show();
    });
  }
  form.addEventListener("input", show);
}

function followJobs() {
  const look = async () => {
    const answer = await fetch(`${home}/jobs`, { headers: { "x-part": "jobs" } }).catch(() => null);
    if (!answer?.ok) return setTimeout(look, 5000);
    const found = one("#job-list", new DOMParser().parseFromString(await answer.text(), "text/html"));
    if (!found) return location.reload();
    one("#job-list").replaceWith(found);
    if (found.dataset.busy === "yes") setTimeout(look, 1000); else location.reload();
  };
  if (one("#job-list")?.dataset.busy === "yes") setTimeout(look, 1000);
}

const kind = document.body.className;
const form = one("#decide"), bands = one("form.bands");
bindKeys(kind === "group" ? groupKeys() : kind === "queue" ? bindQueue() : kind === "overview" ? { r: () => go(one("[data-go]")?.href) } : {});
if (form && one("[name=member]", form)) bindMerged(form);
if (bands) bindBands(bands);
if (kind === "overview") followJobs();
one("[data-focus]")?.focus({ preventScroll: true });
