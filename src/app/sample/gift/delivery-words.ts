import type { SampleText } from '../texts.ts';

/** What customers of an invented maker of fruit bouquets and gift boxes say. */
export const DELIVERY_WORDS: readonly SampleText[] = [
  {
    theme: 'late',
    mood: 'furious',
    words:
      '生日是昨天！！我订的昨天下午三点，今天上午才送到，寿星已经坐火车回学校了。请问这个蛋糕水果盒现在是给谁吃的，给我自己补过吗？',
    demands: [
      ['return-refund', '全额退款', 299],
      ['compensation', '耽误了生日'],
    ],
  },
  {
    theme: 'late',
    mood: 'angry',
    words: '约的十一点半到婚礼现场，十二点零八才来，敬茶环节只好拿酒店的果盘顶上，婆婆的脸色你们是没看见。',
    demands: [
      ['partial-refund', '退一半', 680],
      ['apology', '书面道歉'],
    ],
  },
  {
    theme: 'late',
    mood: 'displeased',
    words: '页面上写“两小时必达”，我等了五个小时。必达是必须到达的意思，不是迟早会到的意思。',
    demands: [['fee-refund', '退加急费', 30]],
  },
  {
    theme: 'late',
    mood: 'displeased',
    words: '配送员说楼下等我，我下去人没了；打电话说已经走了，让我自己去两公里外的站点取。我穿着拖鞋呢。',
    demands: [['redo', '今天送上门']],
    category: 'courier',
  },
  {
    theme: 'late',
    mood: 'calm',
    words:
      '订单显示“配送中”已经七个小时了，地图上那个小车一直停在同一个路口。是不是车坏了？人没事吧？方便的话给我个大概时间。',
    demands: [['in-time', '告诉我几点到']],
  },
  {
    theme: 'late',
    mood: 'angry',
    words: '病房探视三点到四点，我专门卡的时间，四点二十送到护士站。我二姨第二天就转院了，这篮子水果她一口没吃上。',
    demands: [
      ['return-refund', '退款'],
      ['apology', '给个说法'],
    ],
  },
  {
    theme: 'late',
    mood: 'angry',
    words: '公司年会六十份伴手礼，签收单上写十点，实际十一点四十到的，而且只到了五十二份。领导当着所有人问我“你办的？”',
    demands: [
      ['redo', '缺的八份今天补'],
      ['discount', '整单折扣'],
      ['explanation', '迟到原因书面说明'],
    ],
    severity: 'major',
  },
  {
    theme: 'late',
    mood: 'displeased',
    words: '预约十九点，结果下午两点就送来了，我人在公司，家里没人，放门口晒了五个钟头，葡萄都软了。早到也是不准时啊。',
    demands: [['redo', '重送一份']],
    category: 'early',
  },
  {
    theme: 'late',
    mood: 'desperate',
    words:
      '明天是奶奶的百日，她最爱吃荔枝，我特意订的荔枝花环，现在客服告诉我排不上车。我人在外地回不去，这是我唯一能做的事了，能不能帮帮忙？',
    demands: [['redo', '明早九点前送到']],
    feeling: '帮我把心意送到',
    process: '有个人盯到底',
  },
  {
    theme: 'late',
    mood: 'angry',
    words:
      '【平台介入】买家因超时送达申请退款，商家两次拒绝，平台已介入。请于四十八小时内上传送达凭证及处理意见，逾期将按买家诉求退款。',
    via: 'platform',
    sender: '下单平台客服',
    severity: 'major',
    demands: [['return-refund', '退款', 238]],
  },
  {
    theme: 'late',
    mood: 'desperate',
    words:
      '我慢慢说，可能有点长。我和我爱人异地三年，这是第一次能在她生日那天见面。火车晚点，我提前在你们这订了个水果花束，想着我人到之前花先到，备注写得清清楚楚：“请在六点前送到，门卫室，别打她电话，要惊喜。”结果呢，五点四十你们的人给她打电话问几栋几单元，惊喜没了；六点没到；七点没到；八点十分送到门卫室，门卫下班了，你们的人又打给她让她下楼取。她在楼下看见那束花的时候，我刚好拖着箱子走到她背后。她回头第一句话是“你订的这个人好凶啊”。你说我是该哭还是该笑。钱不钱的我不在乎，我就想让你们知道，你们送的不是水果。',
    demands: [
      ['apology', '给她道个歉'],
      ['fee-refund', '加急费退我', 20],
    ],
    feeling: '让她知道我是用了心的',
    result: '写一张道歉卡给她',
  },
  {
    theme: 'late',
    mood: 'angry',
    words: '人呢？？饭都吃完了果盘还没到。',
    demands: [
      ['in-time', '几点到'],
      ['return-refund', '不到就退'],
    ],
  },
  {
    theme: 'lost',
    mood: 'angry',
    words: '系统写“已签收，本人”，可我奶奶一个人在家，压根没有人敲过门。请问这位“本人”是谁？',
    demands: [
      ['redo', '今天补送'],
      ['explanation', '查是谁签的'],
    ],
  },
  {
    theme: 'lost',
    mood: 'displeased',
    words: '放小区快递柜旁边的地上，拍了张照就算送达，十分钟以后我去拿就没有了。',
    demands: [
      ['redo', '补送'],
      ['return-refund', '或退款'],
    ],
  },
  {
    theme: 'lost',
    mood: 'calm',
    words: '收件人换了号码，我下单填的是旧号，联系不上的话请打我这个，别退回去，东西不能放。',
    kind: 'request',
    demands: [['other', '改联系电话']],
  },
  {
    theme: 'lost',
    mood: 'angry',
    words: '一箱送到了隔壁单元，人家拆开吃了俩，还挺不好意思地给我发微信夸甜。你们说这事怎么算？',
    demands: [
      ['redo', '再送一份给我'],
      ['apology', '也别去为难邻居'],
    ],
  },
  {
    theme: 'lost',
    mood: 'desperate',
    words:
      '我在国外，给住院的爸爸订的，三天了没人说得清东西在哪。时差十二个小时，我半夜三点爬起来打这个电话。他就想吃口家乡的橘子。',
    demands: [
      ['redo', '今天一定送到'],
      ['in-time', '送到拍张照片'],
    ],
    feeling: '有人替我跑一趟',
  },
  {
    theme: 'lost',
    mood: 'displeased',
    words:
      '【申诉转办】用户称寄递物品显示签收但未收到，企业客服答复“已签收不处理”。请核查签收凭证，答复用户并报送处理结果。',
    via: 'authority',
    sender: '市寄递服务申诉中心',
    severity: 'major',
    demands: [
      ['redo', '补送或赔付'],
      ['explanation', '签收凭证'],
    ],
  },
  {
    theme: 'card',
    mood: 'angry',
    words: '贺卡把“奠”打成了“莫”也就算了，把“祝爷爷寿比南山”印成“受比南山”！收的人是退休语文老师！',
    demands: [
      ['redo', '重印卡片送去道歉'],
      ['partial-refund', '退一部分'],
    ],
  },
  {
    theme: 'card',
    mood: 'furious',
    words:
      '我匿名送的！备注写了三遍“不要透露订购人”，你们把订货单塞盒子里，名字电话价格一清二楚。现在全办公室都知道了。你让我怎么上班？',
    demands: [
      ['apology', '道歉'],
      ['compensation', '泄露隐私要赔偿', 5000],
      ['explanation', '怎么流出去的'],
    ],
    severity: 'major',
    category: 'secrecy',
  },
  {
    theme: 'card',
    mood: 'displeased',
    words: '价签没撕！送礼的最怕这个你们不知道吗？二百九十九，明晃晃贴在盒子底下。',
    demands: [
      ['apology', '道个歉'],
      ['discount', '下单给点优惠'],
    ],
    category: 'secrecy',
  },
  {
    theme: 'card',
    mood: 'calm',
    words: '卡片上的落款漏了我先生的名字，只印了我的。不是大事，但这是以两个人名义送的，能补一张电子卡过去吗？',
    demands: [['other', '补一张卡']],
  },
  {
    theme: 'card',
    mood: 'displeased',
    words: '手写卡片变成了打印的，字还是那种广告体，一点诚意也没有。我可是加了十五块选的手写。',
    demands: [['partial-refund', '退十五元', 15]],
  },
  {
    theme: 'card',
    mood: 'displeased',
    words:
      '这件事说大不大。给老师的谢师礼，全班四十二个孩子凑的，每人写了一句话，我一句一句录进去的，录了两个晚上。印出来只有四十一句，少的那个孩子拿着卡片从头找到尾，找了三遍，没说话，把卡片传给下一个人了。我当班主任助理的心里特别不是滋味。能不能单独给他补印一张，就印他那一句，别的不要。',
    demands: [
      ['other', '补印一张'],
      ['apology', '给孩子写两句话'],
    ],
    feeling: '别让孩子觉得他被忘了',
  },
];
