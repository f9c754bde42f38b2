// The pages work without this file. It adds suggestions while typing, and a button that copies a citation.
const zh = document.documentElement.lang.startsWith("zh");

function suggest(input) {
  const list = document.createElement("ul");
  Object.assign(list, { id: `${input.id}-list`, className: "suggestions", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.getAttribute("aria-label") || "");
  input.form.append(list);
  const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
  let timer, asked, at = -1;
  const close = () => {
    list.hidden = true; at = -1;
    input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant");
  };
  const choose = (to) => {
    const options = [...list.children];
    if (!options.length) return;
    at = (to + options.length) % options.length;
    options.forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
    input.setAttribute("aria-activedescendant", options[at].id);
  };
  const fill = (found) => {
    list.replaceChildren(...found.map(({ text, about, url }, i) => {
      const option = document.createElement("li"), small = document.createElement("small");
      Object.assign(option, { id: `${list.id}-${i}`, textContent: text }); option.dataset.url = url;
      option.setAttribute("role", "option"); option.setAttribute("aria-selected", "false");
      small.textContent = about; option.append(" ", small);
      return option;
    }));
    list.hidden = !found.length; at = -1;
    input.setAttribute("aria-expanded", String(found.length > 0));
  };
  const ask = () => {
    clearTimeout(timer); asked?.abort();
    const q = input.value.trim();
    if (!q) return close();
    timer = setTimeout(async () => {
      asked = new AbortController();
      try {
        const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(q)}`, { signal: asked.signal });
        if (answer.ok) fill((await answer.json()).results); else close();
      } catch (error) { if (error.name !== "AbortError") close(); }
    }, 120);
  };
  // While an input method composes, what stands in the field is not yet a word.
  input.addEventListener("input", (event) => { if (!event.isComposing) ask(); });
  input.addEventListener("compositionend", ask);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); choose(at + (event.key === "ArrowDown" ? 1 : at < 0 ? 0 : -1)); }
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && at >= 0) { event.preventDefault(); location.href = list.children[at].dataset.url; }
  });
  list.addEventListener("pointerdown", (event) => { const option = event.target.closest("li"); if (option) location.href = option.dataset.url; });
  input.addEventListener("blur", () => setTimeout(close, 100));
}

function copyable(cite) {
  if (!navigator.clipboard) return; // It needs HTTPS or localhost.
  const button = Object.assign(document.createElement("button"), { type: "button", className: "copy", textContent: zh ? "复制" : "Copy" });
  button.addEventListener("click", async () => { await navigator.clipboard.writeText(cite.textContent.trim()); button.textContent = zh ? "已复制" : "Copied"; });
  cite.after(button);
}

document.querySelectorAll("[data-suggest]").forEach(suggest);
document.querySelectorAll(".cite").forEach(copyable);
