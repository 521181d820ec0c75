/**
 * The Jupyter server as the extension asks it, signed in like JupyterLab itself; `docs/jupyterlab.md`
 * lists the addresses.
 *
 * @typedef {{study: string, title: string}} StudyRow
 * @typedef {{study: string | null, title: string | null, transcript: string | null, changed: boolean,
 *   file: string | null}} Found
 * @typedef {{id: string, title: string, coders: string[], transcripts: string[],
 *   proposed: string}} Coders
 */

export class StudyServer {
  #connection;
  #settings;

  /** @param {any} ServerConnection Of `@jupyterlab/services`. */
  constructor(ServerConnection) {
    this.#connection = ServerConnection;
    this.#settings = ServerConnection.makeSettings();
  }

  /**
   * @param {string} path Below `qual-workbench/`.
   * @param {RequestInit} init
   * @returns {Promise<Response>}
   */
  fetch(path, init) {
    return this.#connection.makeRequest(
      `${this.#settings.baseUrl}qual-workbench/${path}`,
      init,
      this.#settings,
    );
  }

  /**
   * @param {string} path
   * @returns {WebSocket}
   */
  connect(path) {
    const { wsUrl, token, appendToken, WebSocket } = this.#settings;
    const url = new URL(`qual-workbench/${path}`, wsUrl);
    if (appendToken && token) url.searchParams.set("token", token);
    return new WebSocket(url.href);
  }

  /**
   * The studies that can be opened from a folder, the nearest first.
   *
   * @param {string} folder
   * @returns {Promise<{studies: StudyRow[]}>}
   */
  studies(folder) {
    return this.#ask(`studies?folder=${encodeURIComponent(folder)}`, {});
  }

  /**
   * What the server calls a study.
   *
   * @param {string} file Its whole path, as a kernel knows it.
   * @returns {Promise<{study: string}>} Rejects if it is not served.
   */
  served(file) {
    return this.#ask(`served?file=${encodeURIComponent(file)}`, {});
  }

  /**
   * @param {string} study
   * @returns {Promise<Coders>}
   */
  coders(study) {
    return this.#ask(`coders?study=${encodeURIComponent(study)}`, {});
  }

  /**
   * The study and the transcript that a file belongs to.
   *
   * @param {string} path
   * @returns {Promise<Found>}
   */
  find(path) {
    return this.#post("find", { path });
  }

  /**
   * @param {string} folder
   * @returns {Promise<{study: string}>}
   */
  create(folder) {
    return this.#post("create", { folder });
  }

  /**
   * Import one file.
   *
   * @param {string} study
   * @param {string} coder
   * @param {string} file Its path from the study's folder.
   */
  async importFile(study, coder, file) {
    const request = { type: "import", paths: [file] };
    const reply = await this.#post("ask", { study, coder, request });
    if (reply.type === "error") throw new Error(reply.message);
    const failed = reply.files.find((/** @type {{ok: boolean}} */ row) => !row.ok);
    if (failed) throw new Error(failed.outcome);
  }

  /**
   * @param {string} path
   * @param {Record<string, unknown>} body
   */
  #post(path, body) {
    return this.#ask(path, { method: "POST", body: JSON.stringify(body) });
  }

  /**
   * @param {string} path
   * @param {RequestInit} init
   * @returns {Promise<any>} Rejects with what the server said, in plain words.
   */
  async #ask(path, init) {
    const response = await this.fetch(path, init);
    const text = await response.text();
    try {
      const reply = JSON.parse(text);
      if (response.ok) return reply;
      throw new Error(reply.message);
    } catch (problem) {
      if (!(problem instanceof SyntaxError)) throw problem;
      throw new Error("The workbench did not answer. Is its server extension enabled?");
    }
  }
}
