/** The runner may save between read and write; then a command or an edit is thought through again, so many times. */
export const SAVE_ATTEMPTS = 5
