/** Where the form's draft is kept in this browser; apart from the form, so that its button can tell without loading it. */
export const draftKey = (agent: string, conversation: string): string => `madoguchi.form.${agent}.${conversation}`
