/** Where notes on their way stand in local storage: each under the agent's id and its own. */
export const NOTES_OUT = 'madoguchi.noteOut.'
