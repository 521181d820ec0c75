/**
 * What `desk.py` measures inside the page. Every measure is milliseconds from something that happens to
 * the moment after the browser has painted it, or a number of frames.
 */
(() => {
  const FRAME = 1000 / 60;
  const { desk } = jupyterapp.shell.currentWidget.content.place;
  const frame = () => new Promise((done) => requestAnimationFrame(done));

  /** After the next paint: a message that is sent during a frame arrives once it is painted. */
  const painted = async () => {
    await frame();
    await new Promise((done) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = done;
      port2.postMessage(null);
    });
    return performance.now();
  };
  const rest = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

  /** The same text nodes and highlights, and nothing else. */
  class BarePage {
    constructor(place) {
      this.element = document.createElement("div");
      this.element.style.cssText = "position:absolute;inset:0;overflow-y:auto;background:white;z-index:9";
      place.append(this.element);
      this.highlights = Array.from({ length: 12 }, () => new Highlight());
      for (const [i, one] of this.highlights.entries()) CSS.highlights.set(`bare-${i}`, one);
      this.style = document.createElement("style");
      this.style.textContent =
        ".bare{content-visibility:auto;contain-intrinsic-size:auto 5rem;margin:0 0 8px}" +
        this.highlights.map((_, i) => `::highlight(bare-${i}){background:rgb(${20 * i} 200 200)}`).join("");
      document.head.append(this.style);
    }

    show({ document: { text, turns }, codings: { rows } }) {
      for (const one of this.highlights) one.clear();
      const nodes = turns.map(([, , , start, end]) => document.createTextNode(text.slice(start, end)));
      this.element.replaceChildren(
        ...nodes.map((node) => {
          const turn = document.createElement("p");
          turn.className = "bare";
          turn.append(node);
          return turn;
        }),
      );
      let at = 0;
      for (const [, , start, end, code] of rows.toSorted((a, b) => a[2] - b[2])) {
        while (turns[at][4] <= start) at++;
        // A coding that goes on over turns has one range in each.
        for (let turn = at; turn < turns.length && turns[turn][3] < end; turn++) {
          const [, , , first, last] = turns[turn];
          const range = new StaticRange({
            startContainer: nodes[turn],
            startOffset: Math.max(start - first, 0),
            endContainer: nodes[turn],
            endOffset: Math.min(end, last) - first,
          });
          this.highlights[code % 12].add(range);
        }
      }
    }

    remove() {
      for (const i of this.highlights.keys()) CSS.highlights.delete(`bare-${i}`);
      this.element.remove();
      this.style.remove();
    }
  }

  window.benchmark = {
    /** From an answer, as text, to its painting: the bare page and a desk in turn. */
    async opening(transcript, other, times) {
      const module = await import("/lab/extensions/qual-workbench/static/desk.js");
      const place = desk.root.parentElement;
      const answers = {};
      for (const [name, type] of [[transcript, "load"], [other, "load"]]) {
        answers[name] = JSON.stringify(await desk.session.ask(type, { transcript: name }));
      }
      const overview = await desk.session.ask("overview");
      const scheme = await desk.session.ask("scheme");
      const root = document.createElement("div");
      root.className = "qwb-fills";
      root.style.cssText = "position:absolute;inset:0;z-index:9";
      const ending = new AbortController();
      let received = 0;
      const transport = {
        onNotice() {},
        async ask({ type, transcript: name }) {
          if (type !== "load") return type === "overview" ? overview : type === "scheme" ? scheme : {};
          received = performance.now();
          return JSON.parse(answers[name]);
        },
      };
      const found = { bare: [], desk: [] };
      for (let i = 0; i <= times; i++) {
        const bare = new BarePage(place);
        await rest(60);
        await frame();
        const begun = performance.now();
        bare.show(JSON.parse(answers[transcript]));
        const bareTook = (await painted()) - begun;
        bare.remove();
        if (i === 0) place.append(root);
        root.hidden = false;
        window.measured ??= new module.Desk(root, transport, {
          ...{ coder: "A1", language: "en", layout: "desk", storage: null, signal: ending.signal },
          panels: () => import("/lab/extensions/qual-workbench/static/panels.js"),
          onTranscript() {},
          onLeave() {},
        });
        await window.measured.open(other);
        await rest(400);
        await frame();
        await window.measured.open(transcript);
        const deskTook = (await painted()) - received;
        root.hidden = true;
        // The first round warms both up.
        if (i > 0) {
          found.bare.push(bareTook);
          found.desk.push(deskTook);
        }
      }
      ending.abort();
      root.remove();
      delete window.measured;
      return found;
    },

    /** From a click in the list of transcripts to the painted text, server and all. */
    async clicking(transcript, other, times) {
      const found = [];
      const go = async (name) => {
        const row = [...desk.root.querySelectorAll(".qwb-transcript .qwb-go")].find(
          (one) => one.textContent === name,
        );
        const begun = performance.now();
        const opened = new Promise((done) => desk.session.on("opened", () => done()));
        row.click();
        await opened;
        return (await painted()) - begun;
      };
      for (let i = 0; i <= times; i++) {
        await go(other);
        await rest(400);
        const took = await go(transcript);
        if (i > 0) found.push(took);
        await rest(400);
      }
      return found;
    },

    /** Selects one fresh word and waits for the key that codes it; resolves with the frames it took. */
    waitForKey(turn) {
      const { view } = desk;
      view.focus(turn);
      const words = desk.steps.words(turn);
      const { start, end } = words[turn % Math.max(1, words.length - 1)];
      view.select({ segment: turn, start, end });
      window.pressed = new Promise((done) => {
        addEventListener(
          "keydown",
          async (event) => {
            const at = await painted();
            done((at - event.timeStamp) / FRAME);
          },
          { capture: true, once: true },
        );
      });
    },

    /** From the sending of a change to its acknowledgement, and of a message that asks for nothing. */
    async saving(times) {
      const found = { empty: [], save: [] };
      const coding = desk.session.opened.placement.ids[0];
      for (let i = 0; i <= times; i++) {
        await rest(50);
        let begun = performance.now();
        await desk.session.ask("").catch(() => {});
        const empty = performance.now() - begun;
        await rest(50);
        const payload = { changes: [[coding, { memo: `${i}` }]] };
        const operation = { id: crypto.randomUUID(), kind: "coding.change", coder: "A1", payload };
        begun = performance.now();
        await desk.session.ask("apply", { operations: [operation] });
        const save = performance.now() - begun;
        if (i > 0) {
          found.empty.push(empty);
          found.save.push(save);
        }
      }
      return found;
    },

    /** Frames from the undoing of 500 codings in one step to its painting. */
    async undoing(times) {
      const { text } = desk.session.opened;
      const found = [];
      for (let i = 0; i < times; i++) {
        const spans = Array.from({ length: 500 }, (_, turn) => {
          const start = text.pointAt(turn, 0) + i;
          return { start, end: start + 3 };
        });
        desk.session.code(spans, "c0", {});
        await rest(400);
        await frame();
        const begun = performance.now();
        desk.act("undo");
        found.push(((await painted()) - begun) / FRAME);
        await rest(200);
      }
      return found;
    },

    /** Frames from a letter in the search box to the painted hits. */
    async typing(word, times) {
      const box = desk.root.querySelector(".qwb-find");
      const found = [];
      for (let i = 0; i < times; i++) {
        for (let length = 1; length <= word.length; length++) {
          await rest(50);
          await frame();
          const begun = performance.now();
          box.value = word.slice(0, length);
          box.dispatchEvent(new Event("input", { bubbles: true }));
          found.push(((await painted()) - begun) / FRAME);
        }
      }
      desk.findBar.clear();
      return found;
    },

    /** Frames a second while the whole text scrolls by, 300 pixels a frame. */
    async scrolling(answer) {
      const run = async (element) => {
        element.scrollTop = 0;
        await rest(300);
        const begun = await frame();
        let last = begun;
        let count = 0;
        while (element.scrollTop + element.clientHeight < element.scrollHeight - 1 && count < 180) {
          element.scrollTop += 300;
          last = await frame();
          count++;
        }
        return (1000 * count) / (last - begun);
      };
      const found = { bare: [], desk: [] };
      const bare = new BarePage(desk.root.parentElement);
      for (let i = 0; i < 5; i++) {
        bare.element.style.display = "";
        bare.show(answer);
        found.bare.push(await run(bare.element));
        bare.element.style.display = "none";
        found.desk.push(await run(desk.view.element));
      }
      bare.remove();
      return found;
    },

    median,
    rest,
  };
})();
