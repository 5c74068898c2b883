/** The operator has to mend something first: shown as it is, with no stack. Its message holds no secret. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}

/** Postgres' or Node's word for an error, looked for behind what drizzle wraps around it; '' when there is none. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const code: unknown = Reflect.get(error, 'code');
  if (typeof code === 'string') return code;
  if (error instanceof AggregateError) return errorCode(error.errors[0]);
  return errorCode(error.cause);
}
