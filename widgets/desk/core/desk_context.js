/**
 * What the parts of the desk know of it. `desk.js` is the one object behind it.
 *
 * @typedef {import("./types.js").Code} Code
 * @typedef {{transcript: string, start: number, end: number, coding?: string}} Place In code points.
 *
 * @typedef {object} DeskContext
 * @property {HTMLElement} root Dialogs and popovers belong in it: styles and the key guard live there.
 * @property {AbortSignal} signal Ends everything; register every listener on something shared with it.
 * @property {string} coder
 * @property {string} language Of the screen and of the codes' labels: `en` or `da`.
 * @property {import("../words/wording.js").Wording} wording
 * @property {import("./session.js").Session} session
 * @property {import("../codebook/code_tree.js").CodeTree} tree The scheme in force, in `language`.
 * @property {string | null} chosen The id of the coding in hand.
 * @property {import("./transcript_text.js").Span | null} passage The text that the next code goes to, in code points.
 * @property {(coding: string | null) => void} choose Takes a coding of the open transcript in hand.
 * @property {(place: Place) => Promise<void>} goTo Opens the transcript if need be, and shows the place.
 * @property {(document: import("./types.js").TranscriptDocument) => Promise<import("./types.js").TranscriptLanguage>} languageOf Its sentences and lemmas.
 * @property {(words: string) => void} say Tells screen readers, and shows the words for a moment.
 * @property {() => void} focusText
 * @property {(code: Code) => void} apply Gives a code to the passage, or else to the coding in hand.
 * @property {(action: string) => void} act Runs an action of the action table by its id.
 * @property {<Result>(work: (module: typeof import("../panels_module.js")) => Result | Promise<Result>) => Promise<Result | null>} whenThere
 *   Does something with what loads after the text: at once, or when it is there; null if that was given up.
 * @property {Promise<typeof import("../panels_module.js")>} there Resolves once that is there.
 * @property {import("../actions.js").KeyMap} keys The keys that each action has here, as `keyName` calls them.
 * @property {(panel: string) => void} showPanel Brings a panel to the front and puts the focus in it.
 *
 * @typedef {object} Panel A part of the desk that can be shown and hidden.
 * @property {string} name
 * @property {HTMLElement} element
 * @property {() => void} show Called when it comes to the screen, and, while it is there, whenever the
 *   study, the language or the coding in hand has changed.
 * @property {() => void} [focus] Puts the focus where work in it begins.
 */

export {};
