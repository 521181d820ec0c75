import { DeskPlace } from "./desk_place.js";

/**
 * A widget that holds a desk's place.
 *
 * @param {import("./share_scope.js").Jupyter} jupyter
 * @param {import("./desk_place.js").Start} start
 * @param {import("./desk_place.js").Surroundings} around
 */
export function deskWidget({ widgets }, start, around) {
  class DeskWidget extends widgets.Widget {
    constructor() {
      super();
      this.place = new DeskPlace(this.node, start, around);
    }

    dispose() {
      if (this.isDisposed) return;
      this.place.close();
      super.dispose();
    }

    onActivateRequest() {
      this.place.focus();
    }
  }
  return new DeskWidget();
}

/**
 * Ask before a tab is closed whose desk holds changes that are not saved.
 *
 * @param {import("./share_scope.js").Jupyter} jupyter
 * @param {any} tab The widget that is closed.
 * @param {DeskPlace} place
 * @param {() => import("./words.js").Words} words
 */
export function askBeforeClosing({ apputils, messaging }, tab, place, words) {
  messaging.MessageLoop.installMessageHook(tab, (/** @type {any} */ _tab, /** @type {any} */ message) => {
    if (message.type !== "close-request" || !place.hasUnsaved()) return true;
    void confirmed(apputils, tab.title.label, words()).then((close) => {
      if (close) tab.dispose();
    });
    return false;
  });
}

/**
 * @param {any} apputils
 * @param {string} name
 * @param {import("./words.js").Words} words
 * @returns {Promise<boolean>}
 */
async function confirmed({ Dialog, showDialog }, name, words) {
  const answer = await showDialog({
    title: words.closeUnsaved,
    body: `${words.unsaved(name)} ${words.unsavedTells}`,
    buttons: [Dialog.cancelButton({ label: words.stay }), Dialog.warnButton({ label: words.closeAnyway })],
  });
  return answer.button.accept;
}
