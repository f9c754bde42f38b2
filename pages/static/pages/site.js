// Suggestions while typing, and copies of citations.
const give = (node, values) => { for (const name in values) node.setAttribute(name, values[name]); return node; };
const make = (tag, values) => give(document.createElement(tag), values);

function suggest(input) {
  const id = `${input.id}-list`, list = make("ul", { id, class: "suggestions", role: "listbox", hidden: "", "aria-label": input.ariaLabel });
  give(input, { role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": false, "aria-controls": id });
  input.form.append(list);
  let timer, at = -1;
  const show = (open) => {
    list.hidden = !open; at = -1;
    give(input, { "aria-expanded": !!open, "aria-activedescendant": "" });
  };
  const stop = () => { clearTimeout(timer); timer = 0; show(false); };
  const choose = (to) => {
    const rows = [...list.children];
    at = (to + rows.length) % rows.length;
    rows.forEach((row, i) => give(row, { "aria-selected": i === at }));
    give(input, { "aria-activedescendant": rows[at].id });
  };
  const option = ({ text, about, url }, i) => {
    const row = make("li", { id: `${id}-${i}`, role: "option", "data-url": url }), small = make("small");
    if (/[一-鿿]/.test(text)) row.lang = "zh-Hans";
    small.append(about); row.append(text, " ", small);
    return row;
  };
  const ask = () => {
    stop();
    const q = input.value.trim();
    if (q) timer = setTimeout(async () => {
      const mine = timer, answer = await fetch(`${input.dataset.suggest}?${new URLSearchParams({ q })}`);
      const { results = [] } = await answer.json();
      if (mine !== timer) return; // Asked anew since.
      list.replaceChildren(...results.map(option)); show(results[0]);
    }, 120);
  };
  const go = (row) => location.assign(row.dataset.url);
  // What an input method still composes is not yet a word.
  input.oninput = (event) => event.isComposing || ask();
  input.addEventListener("compositionend", ask);
  input.onblur = stop;
  input.onkeydown = (event) => {
    const { key } = event, to = { ArrowDown: at + 1, ArrowUp: Math.max(at, 0) - 1 }[key];
    if (event.isComposing || list.hidden) return;
    if (key === "Escape") stop();
    else if (to !== undefined) choose(to);
    else if (key === "Enter" && at >= 0) go(list.children[at]);
    else return;
    event.preventDefault();
  };
  list.onmousedown = (event) => event.preventDefault();
  list.onclick = (event) => go(event.target.closest("li"));
}

function copyable(cite) {
  const [copy, copied] = document.documentElement.lang === "en" ? ["Copy", "Copied"] : ["复制", "已复制"];
  const button = make("button", { type: "button", class: "copy" });
  button.onclick = () => navigator.clipboard.writeText(cite.textContent.trim()).then(() => button.replaceChildren(copied));
  button.append(copy); cite.after(button);
}

document.querySelectorAll("[data-suggest]").forEach(suggest);
if (navigator.clipboard) document.querySelectorAll(".cite").forEach(copyable);
