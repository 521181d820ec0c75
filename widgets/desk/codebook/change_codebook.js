/**
 * Changes the codebook, and says how that went.
 *
 * @param {import("../core/desk_context.js").DeskContext} desk
 * @param {import("../core/types.js").SchemeChange[]} changes
 * @param {string} done What is said once it is saved.
 * @returns {Promise<boolean>} whether it was
 */
export async function changeCodebook(desk, changes, done) {
  try {
    await desk.session.changeScheme(changes);
    desk.say(done);
    return true;
  } catch (problem) {
    desk.say((problem instanceof Error && problem.message) || desk.wording.codebook.notChanged);
    return false;
  }
}
