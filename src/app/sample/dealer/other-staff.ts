import type { StaffTexts } from '../texts.ts';

/** What the staff write while they work, by sort of trouble. */
export const OTHER_STAFF: Readonly<Record<string, StaffTexts>> = {
  attitude: {
    category: 'attitude',
    department: 'customer-service',
    notes: ['监控已调，时间点记录在附件里，当事人承认说过那句话。', '请勿让当事人再直接联系客户。'],
    contacts: [
      '听客户说完，未打断；致歉并告知会查监控，今天给说法。',
      '客户不要赔偿，只要有人当面道个歉，约明天下午。',
      '已告知客户处理结果，客户语气缓和。',
    ],
    findings: [
      '监控显示客户等候二十分钟无人应答，言语不当属实。',
      '当事人未使用侮辱性语言，但态度冷淡；部分属实。',
      '录音显示转接四次，首接人没有负责到底。',
    ],
    plans: [
      {
        need: '一个尊重',
        options: [
          {
            outline: '当事人与前台主管当面道歉',
            benefit: '错在我们，当面说清楚',
            remedy: 'apology',
            immediate: '经理先电话致歉',
            minutes: 30,
          },
          {
            outline: '当面道歉，并送洗车一次',
            benefit: '一点心意，不代表一句道歉能翻篇',
            remedy: 'goodwill-service',
            yuan: 80,
          },
        ],
      },
    ],
    executions: ['当事人已写书面检讨，约定时间当面道歉。', '主管陪同登门致歉。'],
    resolutions: ['当事人当面道歉，客户接受；前台重新培训一天。', '指派专人跟进到底，客户认可处理方式。'],
    delivered: ['当面道歉，听完了客户的话', '当事人认错，主管陪同'],
    followUps: ['客户说“能当面说一句，就行了”。', '客户接受道歉，但暂时不会再来，已表示理解。'],
    lessons: [
      {
        rootCause: 'cold-attitude',
        lesson: '忙不是不抬头的理由。',
        prevention: '前台高峰时段加一名引导，晨会讲一个案例。',
      },
    ],
    tasks: [
      ['请调取当时监控与录音，写明经过。', '监控已导出，时间点十点十二分，经过见附页。'],
      ['请当事人写书面说明，今天下班前交。', '书面说明已收，本人承认态度不好。'],
    ],
  },
  safety: {
    category: 'vehicle-quality',
    department: 'after-sales',
    notes: [
      '总经理已知悉，统一口径只由发言人对外。',
      '车辆不得移动，等第三方检测，任何人不得拆件。',
      '先问人，再问车。客户情绪不稳，不谈责任。',
    ],
    contacts: [
      '先问人身情况，已派人赶往现场，随时报平安。',
      '告知应急小组负责人电话，客户要求当面，今晚到。',
      '只确认收到与时限，未评论原因，约定明早书面答复。',
    ],
    findings: [
      '初步排查未见我方施工痕迹异常，原因待第三方检测，暂不下结论。',
      '刹车油更换记录完整，但放气步骤未签名，存疑。',
    ],
    plans: [
      {
        need: '人先平安，事要查清',
        options: [
          {
            outline: '先行垫付医疗与交通，同步第三方检测',
            benefit: '先看病，费用不用您先掏',
            details: '垫付不代表认定责任，检测结论出来后按结论办理。',
            remedy: 'goodwill-service',
            yuan: 5000,
            immediate: '今天到账',
            minutes: 240,
          },
          {
            outline: '提供代步车，检测期间专人联络',
            benefit: '每天一个电话，进展都告诉您',
            remedy: 'loan-car',
            immediate: '两小时内送到',
            minutes: 120,
          },
        ],
      },
    ],
    executions: ['垫付款已转，检测机构明天进场。', '应急小组每日通报，专人陪同。'],
    resolutions: ['检测报告出具，按报告与客户达成书面约定并付清。', '媒体书面回应已发，统一口径，后续无新增。'],
    delivered: ['先行垫付，检测报告如期给到', '负责人当面道歉并签了约定'],
    followUps: ['客户身体恢复，情绪平稳，感谢第一时间有人到场。', '客户接受书面结论，仍希望尽快修好车。'],
    lessons: [
      {
        rootCause: 'process-missing',
        lesson: '先问人，再谈车；不猜原因，不先定责。',
        prevention: '关键安全项目完工须双人签名，应急演练每季度一次。',
      },
    ],
    tasks: [
      ['请封存车辆与维修记录，配合第三方检测。', '已封存，照片八张，钥匙移交客服。'],
      ['请提供近三个月同批次维修清单。', '清单已出，共五台，未发现同类情况。'],
    ],
  },
  chat: {
    category: 'other',
    department: 'customer-service',
    notes: ['顺手登记，别让客户第二次问。'],
    contacts: ['已答复项目、价格与时间，客户记下了。', '告知办理方式与所需材料，客户满意。'],
    findings: ['情况属实，按日常流程办理。'],
    plans: [
      {
        need: '一次说清',
        options: [{ outline: '当场答复并代为预约', benefit: '不用再打第二次', remedy: 'explanation' }],
      },
    ],
    executions: ['已安排预约，短信发出。'],
    resolutions: [
      '已答复并预约，客户满意。',
      '救援师傅四十分钟到场，已搭电启动。',
      '建议已转行政，指示牌当天更换。',
      '表扬已转达本人并在晨会宣读。',
      '已按新地址重寄，单号告知客户。',
    ],
    delivered: ['一次说清，不用再问'],
    followUps: ['客户没有其他问题。', '客户说答复很快，谢谢。'],
    lessons: [{ rootCause: 'process-missing', lesson: '简单的事当场办完。', prevention: '把常见问答贴在前台屏幕上。' }],
    tasks: [['请安排预约并回告时间。', '已预约，时间发给客户。']],
  },
};
