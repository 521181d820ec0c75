/** Two turns of a conversation, of which one is coded; drawn in the theme's own colours. */
export const DESK_SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 22 22">
  <g class="jp-icon3 jp-icon-selectable" fill="#616161">
    <path d="M3 3h11a1 1 0 0 1 1 1v5a1 1 0 0 1-1 1H7l-3 2.5V10H3a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1z"/>
  </g>
  <g class="jp-icon-brand1 jp-icon-selectable" fill="#1976d2">
    <path d="M9 12h10a1 1 0 0 1 1 1v4a1 1 0 0 1-1 1h-1v2.5L15 18H9a1 1 0 0 1-1-1v-4a1 1 0 0 1 1-1z"/>
  </g>
</svg>`;
