// What HTML and htmx cannot say: when something was saved, what was changed elsewhere, Enter in a field, a Chinese input method, the
// places of the draft, a file that is dropped.
"use strict";
(() => {
  const at = (id) => document.getElementById(id);
  const header = document.querySelector("header[data-root]");
  const status = (words, isWrong = false) => {
    if (!at("status")) return;
    if (at("status").textContent !== words) at("status").textContent = words; // the same is not read aloud again
    at("status").classList.toggle("wrong", isWrong);
  };
  // An input method uses Enter to end a composition: 229 is what older browsers give for such a key.
  const composing = (event) => event.isComposing || event.keyCode === 229;
  let isComposing = false;
  document.addEventListener("compositionstart", () => (isComposing = true), true);
  document.addEventListener("compositionend", () => (isComposing = false), true);
  // The field in which somebody is typing, if it is in that part of the page.
  const busy = (part) => {
    const field = document.activeElement;
    const isBusy = part && part.contains(field) && "defaultValue" in field && (isComposing || field.value !== field.defaultValue);
    return isBusy ? field : null;
  };

  // Saving -------------------------------------------------------------------------------------------------------------

  const renew = () => {
    draw();
    for (const id of ["nav", "findings"]) htmx.trigger(at(id), "refresh");
  };
  const saved = (stamp) => {
    const now = new Date();
    status(`已保存 ${now.getHours()}:${String(now.getMinutes()).padStart(2, "0")}`);
    header.dataset.stamp = stamp;
    renew();
  };
  let waiting = 0;
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.requestConfig.verb !== "post") return;
    waiting += 1;
    status("正在保存……");
  });
  document.addEventListener("saved", (event) => saved(event.detail.value));
  document.addEventListener("undone", (event) => {
    saved(event.detail.value);
    merge(true).catch(stopped);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.requestConfig.verb !== "post") return;
    waiting -= 1;
    const answer = event.detail.xhr;
    if (event.detail.successful && !answer.getResponseHeader("HX-Trigger")) status(refusal(answer, "") && header ? "没有保存，请看红字" : "");
    if (event.detail.successful) settled(event.detail);
    else unsaved(event.detail, answer.status ? refusal(answer) : STOPPED);
  });
  const refusal = (answer, otherwise) => {
    const words = parsed(answer.responseText).querySelector("[role=alert]");
    return words ? words.textContent : (otherwise ?? (answer.responseText.slice(0, 60) || "请刷新页面再试"));
  };

  // What was typed and is not in the file: it outlives the pieces of the page that come anew, and another page of this tab.
  const STOPPED = "程序已经停止，请重新运行 drafter open";
  const store = header && `${header.dataset.root} ${header.dataset.topic}`;
  const stored = () => JSON.parse(sessionStorage.getItem(store) || "{}");
  const remember = (field, value) => {
    const all = stored();
    if (value) all[field] = value;
    else delete all[field];
    sessionStorage.setItem(store, JSON.stringify(all));
  };
  const texts = (part) => [...part.querySelectorAll("input[id], textarea[id]")].filter((each) => !["hidden", "radio", "checkbox"].includes(each.type));
  const settled = ({ elt, xhr, pathInfo }) => {
    if (!header) return;
    const isNote = pathInfo.requestPath.endsWith("/note");
    for (const each of texts(elt)) if (each.id !== "typed-note") remember(each.id, "");
    if (isNote && xhr.getResponseHeader("HX-Trigger")) remember("typed-note", "");
  };
  const unsaved = ({ elt, requestConfig }, why) => {
    status(`没有保存：${why}`, true);
    if (!header) return;
    for (const each of texts(elt)) if (each.value !== each.defaultValue) remember(each.id, each.value);
    const kind = requestConfig.triggeringEvent ? requestConfig.triggeringEvent.type : "change";
    tell(elt, why, () => htmx.trigger(elt, kind));
  };
  // Beside the place: why it is not saved, and a button that tries again.
  const tell = (elt, why, again) => {
    const place = elt.closest(".place");
    if (!place) return;
    for (const each of place.querySelectorAll("[role=alert]")) each.remove();
    const words = document.createElement("p");
    words.className = "wrong";
    words.setAttribute("role", "alert");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "再存一次";
    button.addEventListener("click", again);
    words.append(`${why}。`, button);
    place.append(words);
    place.classList.add("unsaved");
    const state = place.querySelector("select.state option");
    if (state) state.textContent = "没有保存";
  };
  const refill = () => {
    for (const [id, value] of Object.entries(stored())) {
      const field = at(id);
      if (!field || field === document.activeElement) continue;
      if (field.defaultValue === value && id !== "typed-note") remember(id, ""); // somebody saved the same
      if (field.value === value) continue;
      field.value = value;
      if (id !== "typed-note") tell(field, "框里是您上次填的，报告里还没有", () => htmx.trigger(field.form, "change"));
      else at("new-note").classList.add("half");
    }
  };
  if (header) {
    refill();
    document.addEventListener("htmx:afterSwap", refill);
    document.addEventListener("htmx:oobAfterSwap", refill);
    document.addEventListener("input", (event) => {
      if (event.target.id === "typed-note") remember("typed-note", event.target.value);
    });
  }

  // A piece of the page that comes anew while somebody types in it: what was typed stays. A composition would be ended by that, so
  // then the piece stays as it is, and only learns what stands there by now.
  let typed = null;
  const keep = (event, part, fresh) => {
    const field = busy(part);
    if (!field) return;
    if (!isComposing) {
      typed = { field, value: field.value, start: field.selectionStart, end: field.selectionEnd };
      return;
    }
    event.detail.shouldSwap = false;
    const place = field.closest(".place");
    const now = place && fresh().querySelector(`[id="${place.id}"]`);
    if (now) {
      place.dataset.mark = now.dataset.mark;
      for (const seen of place.querySelectorAll("input[name=seen]")) seen.value = now.dataset.mark;
    }
    document.addEventListener("compositionend", () => setTimeout(() => merge().catch(stopped)), { once: true });
  };
  const restore = () => {
    if (!typed || typed.field.isConnected) return; // several pieces come at once
    const field = at(typed.field.id);
    if (field) {
      field.focus();
      field.value = typed.value;
      field.setSelectionRange(typed.start, typed.end);
      field.dataset.typed = "";
    }
    typed = null;
  };
  const parsed = (text) => new DOMParser().parseFromString(text, "text/html");
  document.addEventListener("htmx:beforeSwap", (event) => {
    typed = null;
    keep(event, event.detail.target, () => parsed(event.detail.xhr.responseText));
  });
  document.addEventListener("htmx:oobBeforeSwap", (event) => keep(event, event.detail.target, () => event.detail.fragment));
  document.addEventListener("htmx:afterSwap", restore);
  document.addEventListener("htmx:oobAfterSwap", restore);
  // The browser sees no change in a field that was filled by a script.
  document.addEventListener("change", (event) => delete event.target.dataset.typed, true);
  document.addEventListener("focusout", (event) => {
    const field = event.target;
    if ("typed" in field.dataset && field.isConnected && field.value !== field.defaultValue) field.dispatchEvent(new Event("change", { bubbles: true }));
  });

  // What another tab or program changed ----------------------------------------------------------------------------------

  const merge = async (isOwn = false) => {
    const answer = await fetch(location.pathname);
    if (!answer.ok) return broken(await answer.text());
    const page = parsed(await answer.text());
    const ids = (root) => [...root.querySelectorAll("#rows > .place")].map((place) => place.id).join();
    if (at("rows") && ids(page) !== ids(document) && !busy(at("rows")) && !at("rows").querySelector(".unsaved")) {
      at("rows").replaceWith(document.adoptNode(page.getElementById("rows")));
      htmx.process(at("rows"));
    }
    for (const place of document.querySelectorAll(".place")) {
      const fresh = page.getElementById(place.id);
      if (!fresh || fresh.dataset.look === place.dataset.look || busy(place) || place.matches(".unsaved")) continue;
      if (fresh.dataset.mark === place.dataset.mark && place.querySelector("[role=alert]")) continue; // not yet read
      const focused = place.contains(document.activeElement) ? document.activeElement.id : "";
      if (!isOwn && fresh.dataset.mark !== place.dataset.mark) fresh.classList.add("elsewhere");
      place.replaceWith(fresh);
      htmx.process(fresh);
      if (focused && at(focused)) at(focused).focus();
    }
    refill();
    for (const name of ["frame", "length"]) {
      const now = page.querySelector(`select[name=${name}]`);
      if (now) document.querySelector(`select[name=${name}]`).value = now.value;
    }
    header.dataset.stamp = page.querySelector("header").dataset.stamp;
  };
  // While the file cannot be read, nothing can be saved: an editor has left it half done.
  let isBroken = false;
  const broken = (answer) => {
    isBroken = true;
    status(`现在存不了：${refusal({ responseText: answer })}`, true);
  };
  const look = async () => {
    if (document.hidden || waiting) return;
    const known = header.dataset.stamp;
    const answer = await fetch(`${header.dataset.root}/stamp`);
    const stamp = await answer.text();
    if (header.dataset.stamp !== known || waiting) return;
    if (!answer.ok) return broken(stamp);
    if (stamp === known && !isBroken) return;
    const open = document.querySelectorAll(".unsaved").length;
    status(!isBroken ? "别处改过，已更新" : open ? `又能保存了，有 ${open} 处没有存上，请点“再存一次”` : "又能保存了", isBroken && open > 0);
    isBroken = false;
    await merge();
    renew();
  };
  const stopped = () => status(STOPPED, true);
  if (header) {
    setInterval(() => look().catch(stopped), 2000);
    document.addEventListener("visibilitychange", () => look().catch(stopped));
  }
  setInterval(() => fetch("/alive").catch(stopped), 30000);
  // What was typed and not left yet goes out with the page.
  window.addEventListener("pagehide", () => {
    const field = document.activeElement;
    const form = field && field.closest("[hx-trigger=change]");
    if (form && "defaultValue" in field && field.value !== field.defaultValue) {
      navigator.sendBeacon(form.getAttribute("hx-post"), new URLSearchParams(new FormData(form)));
    }
  });
  // A page that the back button brings out of the browser's memory may be old.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });

  // The draft ------------------------------------------------------------------------------------------------------------

  // Only the paragraphs that are others now are exchanged, and their sentences marked.
  let drawn = [];
  let turn = 0;
  const draw = async () => {
    turn += 1;
    const own = turn;
    const answer = await fetch(`${header.dataset.root}/preview?edition=${at("edition").value}`).catch(() => null);
    if (!answer) return;
    const text = await answer.text();
    if (own !== turn) return; // a later one is on its way
    if (answer.ok) exchange(text);
    else at("preview").textContent = refusal({ responseText: text });
  };
  const exchange = (text) => {
    const fresh = document.createElement("template");
    fresh.innerHTML = text;
    const nodes = [...fresh.content.children];
    const now = nodes.map((node) => node.outerHTML);
    let start = 0;
    while (start < now.length && now[start] === drawn[start]) start += 1;
    let end = 0;
    while (end < Math.min(now.length, drawn.length) - start && now.at(-1 - end) === drawn.at(-1 - end)) end += 1;
    for (const each of at("preview").querySelectorAll(".changed")) each.classList.remove("changed");
    const shown = [...at("preview").children];
    const old = shown.slice(start, shown.length - end);
    const known = sentences(old);
    const added = nodes.slice(start, nodes.length - end);
    const next = shown[shown.length - end] || null;
    for (const node of old) node.remove();
    for (const node of added) at("preview").insertBefore(node, next);
    if (drawn.length) mark(added, known);
    else {
      const first = at("preview").querySelector(`[data-at^="${header.dataset.root}/t/${header.dataset.topic}#"]`);
      if (first) show(first);
    }
    drawn = now;
    doubt();
  };
  const spans = (nodes) => nodes.flatMap((node) => [...node.querySelectorAll("[data-s]")]);
  const sentences = (nodes) => {
    const found = new Map();
    for (const each of spans(nodes)) found.set(each.dataset.s, (found.get(each.dataset.s) || "") + each.textContent);
    return found;
  };
  const mark = (nodes, known) => {
    const now = sentences(nodes);
    const changed = spans(nodes).filter((each) => now.get(each.dataset.s) !== known.get(each.dataset.s));
    for (const each of changed) each.classList.add("changed");
    if (changed.length) show(changed[0]);
  };
  const show = (sentence) => {
    const box = sentence.getBoundingClientRect();
    const frame = at("desk").getBoundingClientRect();
    if (box.top < frame.top || box.bottom > frame.bottom) at("desk").scrollTop += box.top - frame.top - frame.height / 3;
  };
  if (header) {
    draw();
    at("edition").addEventListener("change", draw);
  }
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id === "findings") doubt();
  });
  // Each finding also stands beside its place, and its sentence is marked in the draft.
  const doubt = () => {
    for (const each of document.querySelectorAll("#preview .doubted")) each.classList.remove("doubted");
    for (const each of document.querySelectorAll(".found")) each.replaceChildren();
    for (const finding of document.querySelectorAll("#findings li")) {
      for (const each of document.querySelectorAll("#preview [data-s]")) {
        if (finding.dataset.s && each.dataset.s === finding.dataset.s) each.classList.add("doubted");
      }
      const place = finding.dataset.place && at(finding.dataset.place);
      const box = place && place.querySelector(":scope > .found");
      if (!box) continue;
      const words = finding.querySelector("p").cloneNode(true);
      words.className = finding.className;
      box.append(words);
    }
  };
  document.addEventListener("click", (event) => {
    const sentence = event.target.closest("#preview [data-at]");
    if (sentence) location.href = sentence.dataset.at;
    const size = event.target.closest("#size");
    if (size) {
      const isOriginal = document.querySelector(".columns").classList.toggle("original");
      size.setAttribute("aria-pressed", isOriginal);
    }
  });

  // The header is higher while it tells something, and what stands below it must not be hidden by that.
  if (header) {
    new ResizeObserver(() => document.documentElement.style.setProperty("--header", `${header.offsetHeight}px`)).observe(header);
  }

  const current = () => document.querySelector("nav [aria-current]");
  if (current()) current().scrollIntoView({ inline: "center", block: "nearest" });

  // Keys -----------------------------------------------------------------------------------------------------------------

  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key !== "Enter" || !(field instanceof HTMLInputElement) || field.type === "file") return;
    const form = field.closest("[hx-trigger=change]");
    if (!form) return;
    if (composing(event)) return;
    event.preventDefault();
    const fields = [...document.querySelectorAll("main [hx-trigger=change] input:not([type=hidden]):not([type=radio]):not([type=checkbox])")];
    const kind = form.className;
    const next = fields.slice(fields.indexOf(field) + 1).find((each) => each.closest("[hx-trigger=change]").className === kind);
    if (next) next.focus();
    else field.blur();
  });
  // A browser leaves out the line ends of what is pasted, and two cells of a column would become one figure.
  document.addEventListener("paste", (event) => {
    const pasted = event.clipboardData.getData("text/plain").trim();
    if (!(event.target instanceof HTMLInputElement) || !/[\r\n]/.test(pasted)) return;
    event.preventDefault();
    document.execCommand("insertText", false, pasted.replace(/\s*[\r\n]+\s*/g, " "));
  });
  // A form that saves by itself is never sent by the browser.
  document.addEventListener("submit", (event) => {
    if (event.target.closest("[hx-trigger=change]")) event.preventDefault();
  });
  // A number that is typed after 不适用 or 还不知道 counts.
  document.addEventListener("input", (event) => {
    const field = event.target;
    const state = field.name !== "state" && field.closest(".entry") && field.closest(".entry").querySelector("select[name=state]");
    if (state) state.value = "";
    if (field.closest("[hx-trigger=change]")) status("回车或离开这一格就保存");
    const list = field.closest(".in-order") && field.closest(".line").querySelector("ol");
    if (list) {
      const at = field.value.split(/[\s;；]+/).length - 1;
      for (const [n, each] of [...list.children].entries()) each.classList.toggle("here", n === at);
    }
    if (field.id === "typed-note" && !composing(event)) htmx.trigger(field, "typed");
  });
  document.addEventListener("compositionend", (event) => {
    if (event.target.id === "typed-note") htmx.trigger(event.target, "typed");
  });

  // A file that is dropped -----------------------------------------------------------------------------------------------

  const drop = document.querySelector(".drop");
  if (drop) {
    const file = drop.querySelector("input[type=file]");
    for (const name of ["dragover", "dragleave", "drop"]) {
      document.addEventListener(name, (event) => {
        event.preventDefault();
        drop.classList.toggle("over", name === "dragover");
        if (name === "drop" && event.dataTransfer.files.length) {
          file.files = event.dataTransfer.files;
          file.dispatchEvent(new Event("change", { bubbles: true }));
        }
      });
    }
  }
})();
