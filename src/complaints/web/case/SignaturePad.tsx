import { Button } from 'antd';
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { useWords } from '../../../base/web/i18n.ts';

const WIDTH = 600;
const HEIGHT = 220;
const INK = '#1a1a1a';

interface SignaturePadProps {
  /** The drawing as a PNG, or null while the frame is empty. */
  onChange: (drawn: Blob | null) => void;
}

/** Signed with a finger, a pen or the mouse: dark ink on white paper in every theme, since it is kept as a picture. */
export function SignaturePad({ onChange }: SignaturePadProps) {
  const t = useWords('complaints');
  const canvas = useRef<HTMLCanvasElement>(null);
  const from = useRef<{ x: number; y: number } | null>(null);
  const [isEmpty, setEmpty] = useState(true);
  const paper = (): CanvasRenderingContext2D | null => canvas.current?.getContext('2d') ?? null;

  const clear = (): void => {
    const context = paper();
    if (!context) return;
    context.fillStyle = '#fff';
    context.fillRect(0, 0, WIDTH, HEIGHT);
    setEmpty(true);
    onChange(null);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the paper is laid out once
  useEffect(clear, []);

  const place = ({ clientX, clientY }: PointerEvent): { x: number; y: number } => {
    const box = canvas.current?.getBoundingClientRect();
    if (!box) return { x: 0, y: 0 };
    return { x: ((clientX - box.left) / box.width) * WIDTH, y: ((clientY - box.top) / box.height) * HEIGHT };
  };
  const begin = (event: PointerEvent): void => {
    event.preventDefault();
    canvas.current?.setPointerCapture(event.pointerId);
    from.current = place(event);
    line(from.current, from.current);
  };
  const draw = (event: PointerEvent): void => {
    if (!from.current) return;
    const to = place(event);
    line(from.current, to);
    from.current = to;
  };
  const line = (start: { x: number; y: number }, end: { x: number; y: number }): void => {
    const context = paper();
    if (!context) return;
    context.strokeStyle = INK;
    context.lineWidth = 3.2;
    context.lineCap = 'round';
    context.beginPath();
    context.moveTo(start.x, start.y);
    context.lineTo(end.x, end.y);
    context.stroke();
  };
  const end = (): void => {
    if (!from.current) return;
    from.current = null;
    setEmpty(false);
    canvas.current?.toBlob((drawn) => onChange(drawn), 'image/png');
  };
  return (
    <div className="case-sign">
      <canvas
        ref={canvas}
        width={WIDTH}
        height={HEIGHT}
        role="img"
        aria-label={t(isEmpty ? 'case.signEmpty' : 'case.signHere')}
        onPointerDown={begin}
        onPointerMove={draw}
        onPointerUp={end}
        onPointerCancel={end}
      />
      <div className="case-keys">
        <Button size="small" disabled={isEmpty} onClick={clear}>
          {t('case.signAgain')}
        </Button>
        <span className="case-hint">{t('case.signTouch')}</span>
      </div>
    </div>
  );
}
