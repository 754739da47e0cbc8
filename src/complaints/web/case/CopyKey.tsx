import { CheckOutlined, CopyOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';

/** Puts a text on the clipboard; `what` names it for those who do not see the picture. */
export function CopyKey({ text, what, label }: { text: string; what: string; label?: string }) {
  const t = useWords('complaints');
  const [done, setDone] = useState(false);
  const copy = async (): Promise<void> => {
    await putOnClipboard(text);
    setDone(true);
    setTimeout(() => setDone(false), 1500);
  };
  return (
    <Button
      size="small"
      type={label ? 'default' : 'text'}
      aria-label={done ? t('case.copied') : what}
      title={what}
      icon={done ? <CheckOutlined aria-hidden /> : <CopyOutlined aria-hidden />}
      onClick={() => void copy()}
    >
      {label && (done ? t('case.copied') : label)}
    </Button>
  );
}

/** A branch's desk may run without https, where the clipboard interface is missing. */
async function putOnClipboard(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}
