import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useWords } from '../../base/web/i18n.ts';

/** Calm by default: the rest is there for whoever wants it. */
export function ContactUnfold({ children }: { children: ReactNode }) {
  const t = useWords('assist');
  const [isUnfolded, setUnfolded] = useState(false);
  return (
    <>
      <Button
        type="text"
        className="contact-unfold"
        aria-expanded={isUnfolded}
        onClick={() => setUnfolded(!isUnfolded)}
      >
        {t(isUnfolded ? 'practice.fold' : 'practice.unfold')}
      </Button>
      {isUnfolded && children}
    </>
  );
}
