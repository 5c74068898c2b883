import { CannotStart } from '../../../src/cannot-start.ts';
import { holdFolder } from '../../../src/db/data-folder.ts';
import { quiet } from '../log.ts';

// Holds a folder when told to, and says whether it could. With a user's number, it does so as that user.
const [folder = '', user] = process.argv.slice(2);

process.on('message', async () => {
  try {
    await holdFolder(folder, quiet);
    process.send?.({ what: 'tried', holds: true });
  } catch (error) {
    const text = error instanceof CannotStart ? error.message : String(error);
    process.send?.({ what: 'tried', holds: false, text });
  }
});
if (user !== undefined) process.setuid?.(Number(user));
process.send?.({ what: 'ready' });
