import { t } from '@lingui/core/macro';
import { Plural, Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { toCallError } from '#kit/core/call-error.ts';
import { Button } from '../../components/ui/button.tsx';
import { describeError } from '../../lib/errors/describe-error.ts';
import { saveFile } from '../../lib/files/save-file.ts';
import { toast } from '../../lib/page/toast.ts';
import { useServices } from '../../lib/service/services.ts';

/** Lets users take the data about them with them. */
export function DataCard() {
  const { client } = useServices();
  /** The documents so far; null: nothing is being exported. */
  const [exported, setExported] = useState<number | null>(null);
  const save = async () => {
    setExported(0);
    try {
      const { downloadExport } = await import('./download-export.ts');
      const archive = await downloadExport(client, setExported);
      saveFile(archive, { name: 'firemeter-export.zip', mediaType: 'application/zip' });
      toast.success(t`Your data was saved`);
    } catch (error) {
      toast.error(describeError(toCallError(error)).title);
    } finally {
      setExported(null);
    }
  };
  return (
    <section aria-labelledby="your-data" className="rounded-2xl border border-line bg-surface p-5">
      <h2 id="your-data" className="font-semibold">
        <Trans>Your data</Trans>
      </h2>
      <p className="mt-1 text-ink-2">
        <Trans>Save everything that is stored about you: JSON files, and the files you made.</Trans>
      </p>
      <div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-2">
        <Button size="small" busy={exported !== null} onClick={() => void save()}>
          <Download aria-hidden="true" className="size-4" /> <Trans>Export data</Trans>
        </Button>
        <p role="status" className="text-ink-2 text-xs">
          {exported !== null && exported > 0 && (
            <Plural value={exported} one="# document so far" other="# documents so far" />
          )}
        </p>
      </div>
      <p className="mt-4 border-t pt-3">
        <Link to="/account/delete" className="rounded-md font-medium text-bad hover:underline">
          <Trans>Delete account</Trans>
        </Link>
      </p>
    </section>
  );
}
