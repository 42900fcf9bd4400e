import { CATALOG_CONFIG } from '@firemeter/functions/contract';
import { doc, getDocFromServer } from 'firebase/firestore';
import { useEffect, useState } from 'react';
import { collections } from '../service/firebase/collections.ts';
import { useServices } from '../service/services.ts';

const beatMs = 1_000;
/** A page that comes to nothing for so long was asleep, held up or slowed down: its connection may be gone. */
const sleptMs = 4_000;

/** Whether this page has kept up. After it has not, it says so only once the server has answered again. */
export function useAwake(): boolean {
  const { firestore } = useServices();
  const [isAwake, setIsAwake] = useState(true);
  useEffect(() => {
    let beatAtMs = Date.now();
    let turn = 0;
    const beat = setInterval(() => {
      const nowMs = Date.now();
      if (nowMs - beatAtMs > sleptMs) {
        turn += 1;
        const asked = turn;
        setIsAwake(false);
        // Answered over the stream that the listeners use.
        getDocFromServer(doc(firestore, collections.config, CATALOG_CONFIG))
          .then(() => turn === asked && setIsAwake(true))
          .catch(() => {
            beatAtMs = 0;
          });
      }
      beatAtMs = nowMs;
    }, beatMs);
    return () => {
      turn += 1;
      clearInterval(beat);
    };
  }, [firestore]);
  return isAwake;
}
