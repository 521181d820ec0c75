/**
 * The bundle `panels.js`: the parts of the desk that can wait until the text is on the screen.
 */
export { CodeEditor } from "./codebook/code_editor.js";
export { openCodeMenu } from "./codebook/code_menu.js";
export { placeByDrop, placeByStep } from "./codebook/code_moves.js";
export { openCodePicker } from "./codebook/code_picker.js";
export { newCodeFrom } from "./codebook/new_code.js";
export { renameField } from "./codebook/rename_field.js";
export { dragRows } from "./codebook/tree_dragging.js";
export { FindBar } from "./frame/find_bar.js";
export { showHelp } from "./frame/help_sheet.js";
export { Room } from "./frame/room.js";
export { InspectorPanel } from "./panels/inspector_panel.js";
export { MemosPanel } from "./panels/memos_panel.js";
export { QuotationsPanel } from "./panels/quotations_panel.js";
export { refusedMemos } from "./panels/refused_memos.js";
export { ReviewPanel } from "./panels/review_panel.js";
export { SearchPanel } from "./panels/search_panel.js";
export { TranscriptsPanel } from "./panels/transcripts_panel.js";
export { Handles } from "./text/handles.js";
