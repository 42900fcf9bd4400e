import { type Activity, decodeStored, Result } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { doc, getDoc } from 'firebase/firestore';
import { useState } from 'react';
import type { ListItem } from '#kit/lists/joined-list.ts';
import { toast } from '../../lib/page/toast.ts';
import { collections } from '../../lib/service/firebase/collections.ts';
import { useServices } from '../../lib/service/services.ts';
import type { NamedOutput } from './download-results.ts';

/** Downloads several results as one archive. */
export function useDownload() {
  const { client, firestore } = useServices();
  const [downloading, setDownloading] = useState(false);

  async function load({ id, value }: ListItem<Activity>): Promise<NamedOutput | null> {
    const snapshot = await getDoc(doc(firestore, collections.results, id));
    const output = snapshot.exists() ? decodeStored(Result, snapshot.data()).output : null;
    if (!output || output.kind === 'value') return null;
    const isElsewhere = 'file' in output && output.file.where === 'store';
    const { requestId } = value;
    const url = isElsewhere ? (await client.call('linkToResult', { requestId })).url : null;
    return { title: value.promptPreview || value.operation, output, url };
  }

  const download = async (items: readonly ListItem<Activity>[]): Promise<void> => {
    setDownloading(true);
    try {
      const results = (await Promise.all(items.map(load))).filter((one) => one !== null);
      const { downloadResults } = await import('./download-results.ts');
      await downloadResults(results);
    } catch {
      toast.error(t`The download failed. Check your connection, then try again.`);
    } finally {
      setDownloading(false);
    }
  };
  return { download, downloading };
}
