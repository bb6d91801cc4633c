/**
 * The API token of this process, handed over by `main.ts` after it was parsed.
 * @throws Error when the console was started in another way than by `main.ts`
 */
export function apiToken(): string {
  const token = process.env['HEDDLE_TOKEN']
  if (token === undefined || token === '') throw new Error('HEDDLE_TOKEN is not set: start the console with npm start')
  return token
}
