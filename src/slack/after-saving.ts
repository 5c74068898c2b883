/** What failed once something was saved: who is told of it must not hear that nothing was. */
export class AfterSaving extends Error {
  override readonly name = 'AfterSaving';
}

/** Draws, looks up or shows what follows something that was saved. */
export async function afterSaving<T>(follow: () => Promise<T>): Promise<T> {
  try {
    return await follow();
  } catch (cause) {
    throw new AfterSaving('What follows something saved could not be shown.', { cause });
  }
}
