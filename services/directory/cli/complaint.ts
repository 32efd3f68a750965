/** What an operator can mend: printed as one line, exit code 1. */
export class Complaint extends Error {}
