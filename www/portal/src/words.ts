const zh = {
  code: "zh-CN",
  other: "English",
  skip: "跳到主要内容",
  name: "企业开办“一窗通”",
  notice: "提示",
  demonstration: "演示门户：示例省并不存在，请不要填写任何真实的身份信息。",
  signOut: "退出",
  home: "首页",
  clerk: "窗口工作人员",
  loading: "正在加载…",
  trouble: { title: "没有办成", tryAgain: "请稍后再试。", network: "网络不通，请检查网络后再试。" },
  signIn: {
    title: "登录一窗通",
    lead: "本门户使用实名身份登录，不另设密码。",
    go: "用实名身份登录",
    scan: "用手机扫码登录",
    scanShow: "显示二维码",
    scanLead: "用手机扫描二维码，核对两个屏幕上的代码一致后点“同意”。",
    scanCode: "代码",
    scanWait: "等待手机确认…",
    scanOver: "二维码已过期，正在更换…",
    scanRefused: "手机上拒绝了登录。",
    link: "在本机打开",
    refused: "您没有同意登录。",
    failed: "登录没有完成，请再试一次。",
  },
  entries: {
    title: "办事入口",
    hello: (name: string) => `${name}，您好`,
    establishment: { term: "企业开办", text: "设立登记：公司、个体工商户、农民专业合作社等" },
    cancellation: { term: "注销", text: "注销登记：签署注销申请的人员需要实名认证" },
    own: "我的登记申请",
    none: "还没有登记申请。",
  },
  download: {
    back: "返回登录页",
    title: (app: string) => `${app}APP下载`,
    android: "安卓手机扫码",
    apple: "苹果手机扫码",
    stores: "应用商店",
    search: (word: string) => `在下列应用商店中搜索“${word}”：`,
    demonstration: "演示系统没有上架任何应用商店。二维码打开的是网页版，可以添加到手机桌面。",
  },
  filing: {
    newTitle: { establishment: "企业开办", cancellation: "注销", change: "变更" } as Record<
      string,
      string
    >,
    method: "办理方式",
    counter: "窗口登记",
    counterText: "在网上填好人员，全部实名认证后，到登记窗口提交材料。",
    subject: "市场主体类型",
    chooseSubject: "请选择市场主体类型",
    persons: "人员",
    personsHelp: "请填写所有需要实名认证的人员。同一个人有多个身份的，只填一次。",
    person: (index: number) => `第 ${index} 人`,
    nameLabel: "姓名",
    documentLabel: "证件类型",
    numberLabel: "证件号码",
    rolesLabel: "身份（可多选）",
    enterpriseLabel: "代表的企业",
    enterpriseHelp: "投资人是企业的，填企业名称，由其法定代表人实名认证；自己投资的不填。",
    signsLabel: "签署本次申请，或者是新增加的人员",
    add: "再加一人",
    remove: (index: number) => `删除第 ${index} 人`,
    submit: "下一步：查看需要实名认证的人员",
    submitting: "正在提交…",
    broken: "请修改标出的内容：",
    fieldOf: (index: number, field: string) => `第 ${index} 人的${field}`,
    rule: {
      missing: "没有填写",
      empty: "没有填写",
      duplicate: "与前面的人重复",
      role_unknown: "该类型没有这个身份",
      too_young: "年龄不够",
      other: "不符合填写规则",
    } as Record<string, string>,
    fields: {
      name: "姓名",
      number: "证件号码",
      roles: "身份",
      document: "证件类型",
      enterprise: "代表的企业",
    } as Record<string, string>,
  },
  list: {
    title: "需要实名认证列表",
    number: "申请编号",
    qr: "扫码下载或打开实名认证APP",
    states: {
      exempt: "免于认证",
      not_required: "本次无需认证",
      not_registered: "未注册",
      activation_needed: "省级账号待激活",
      level_three: "三级实名",
      level_four: "四级实名，未授权",
      authorised: "已授权",
      expired: "授权已过期",
      verified_at_counter: "窗口已核验",
    } as Record<string, string>,
    missing: {
      not_registered: "还需：注册、扫脸、授权",
      activation_needed: "还需：激活账号、授权",
      level_three: "还需：扫脸提升到四级，再授权",
      level_four: "还需：选择截止日期并授权",
      expired: "还需：重新授权",
    } as Record<string, string>,
    until: (day: string) => `至 ${day}（含当日）`,
    missingRoles: "还缺少以下身份的人员：",
    missingCount: (count: number) => `还有 ${count} 人没有完成。`,
    ready: "所有人员都已完成，可以提交。",
    invite: "发送邀请",
    inviteOf: (name: string) => `发送邀请：${name}`,
    invited: (name: string) => `${name}的邀请`,
    invitedText:
      "请本人扫码，或者把链接发给本人。链接中没有任何个人信息，七天内有效，再次生成后旧的作废。",
    copy: "复制链接",
    copied: "已复制",
    here: "在本机扫脸",
    hereOf: (name: string) => `在本机扫脸：${name}`,
    hereTitle: (name: string) => `${name}：扫脸提升到四级`,
    close: "关闭",
    edit: "修改人员",
    handIn: "提交登记申请",
    handingIn: "正在提交…",
    handedIn: (time: string) => `已于 ${time} 提交，请携带材料到登记窗口办理。`,
    closed: "该申请已关闭。",
    live: "状态自动更新",
  },
  clerkPage: {
    title: "窗口工作人员",
    lead: "查询登记申请的实名认证情况。",
    code: "工作码",
    enter: "进入",
    wrong: "工作码不对。",
    number: "申请编号",
    look: "查询",
    missing: "没有这个编号的申请。",
  },
};

export type Words = typeof zh;

const en: Words = {
  code: "en",
  other: "中文",
  skip: "Skip to the main content",
  name: "One window for new businesses",
  notice: "Notice",
  demonstration: "A demonstration: Sample Province does not exist. Enter no real person’s data.",
  signOut: "Sign out",
  home: "Home",
  clerk: "Counter staff",
  loading: "Loading…",
  trouble: {
    title: "That did not work",
    tryAgain: "Please try again later.",
    network: "No network. Check the connection and try again.",
  },
  signIn: {
    title: "Sign in",
    lead: "This portal knows no passwords: people sign in with their verified identity.",
    go: "Sign in with my verified identity",
    scan: "Sign in by phone",
    scanShow: "Show the code",
    scanLead:
      "Scan the code with your phone, see that both screens show the same letters, and allow it.",
    scanCode: "Letters",
    scanWait: "Waiting for the phone…",
    scanOver: "The code is over; here comes the next…",
    scanRefused: "The sign-in was refused on the phone.",
    link: "Open it on this device",
    refused: "You did not allow the sign-in.",
    failed: "The sign-in was not completed. Please try again.",
  },
  entries: {
    title: "What would you like to do?",
    hello: (name) => `Welcome, ${name}`,
    establishment: {
      term: "Set up a business",
      text: "Companies, sole traders, farmers’ cooperatives and others",
    },
    cancellation: { term: "Wind one up", text: "Whoever signs the application gets verified" },
    own: "My filings",
    none: "No filings yet.",
  },
  download: {
    back: "Back to sign-in",
    title: (app) => `Get “${app}”`,
    android: "Scan with an Android phone",
    apple: "Scan with an iPhone",
    stores: "App stores",
    search: (word) => `Search for “${word}” in:`,
    demonstration:
      "A demonstration is in no app store. The codes open the web version, which can be put on the phone’s home screen.",
  },
  filing: {
    newTitle: {
      establishment: "Set up a business",
      cancellation: "Wind a business up",
      change: "Change a business",
    },
    method: "How",
    counter: "At the counter",
    counterText: "Enter everybody here; once all are verified, hand the papers in at the counter.",
    subject: "Kind of business",
    chooseSubject: "Choose the kind of business",
    persons: "Persons",
    personsHelp: "Enter everybody who must be verified. Whoever has several roles is entered once.",
    person: (index) => `Person ${index}`,
    nameLabel: "Name",
    documentLabel: "Document",
    numberLabel: "Document number",
    rolesLabel: "Roles (one or more)",
    enterpriseLabel: "Enterprise represented",
    enterpriseHelp:
      "Where the shareholder is an enterprise, its name: its legal representative is verified. Leave empty otherwise.",
    signsLabel: "Signs this application, or is new",
    add: "Add a person",
    remove: (index) => `Remove person ${index}`,
    submit: "Next: see who must be verified",
    submitting: "Sending…",
    broken: "Please correct:",
    fieldOf: (index, field) => `Person ${index}, ${field}`,
    rule: {
      missing: "is missing",
      empty: "is missing",
      duplicate: "is entered twice",
      role_unknown: "is no role of this kind of business",
      too_young: "is too young",
      other: "breaks a rule",
    },
    fields: {
      name: "name",
      number: "document number",
      roles: "roles",
      document: "document",
      enterprise: "enterprise",
    },
  },
  list: {
    title: "Who must be verified",
    number: "Filing",
    qr: "Scan to get or open the app",
    states: {
      exempt: "Exempt",
      not_required: "Not this time",
      not_registered: "Not registered",
      activation_needed: "Account to be activated",
      level_three: "Level three",
      level_four: "Level four, not authorised",
      authorised: "Authorised",
      expired: "Authorisation over",
      verified_at_counter: "Verified at the counter",
    },
    missing: {
      not_registered: "Left: register, scan, authorise",
      activation_needed: "Left: activate, authorise",
      level_three: "Left: a face scan, then authorise",
      level_four: "Left: choose a last day and authorise",
      expired: "Left: authorise again",
    },
    until: (day) => `until the end of ${day}`,
    missingRoles: "Nobody has these roles yet:",
    missingCount: (count) =>
      count === 1 ? "One person is not done." : `${count} persons are not done.`,
    ready: "Everybody is done. It can be handed in.",
    invite: "Invite",
    inviteOf: (name) => `Invite ${name}`,
    invited: (name) => `Invitation of ${name}`,
    invitedText:
      "Let the person scan this, or send them the link. It holds no personal data and serves for seven days; making another makes it worthless.",
    copy: "Copy the link",
    copied: "Copied",
    here: "Scan here",
    hereOf: (name) => `Scan here: ${name}`,
    hereTitle: (name) => `${name}: a face scan for level four`,
    close: "Close",
    edit: "Change the persons",
    handIn: "Hand it in",
    handingIn: "Handing it in…",
    handedIn: (time) => `Handed in at ${time}. Take the papers to the counter.`,
    closed: "This filing is closed.",
    live: "Kept up to date by itself",
  },
  clerkPage: {
    title: "Counter staff",
    lead: "See whether everybody on a filing is verified.",
    code: "Work code",
    enter: "Enter",
    wrong: "That is not the work code.",
    number: "Filing",
    look: "Look up",
    missing: "There is no such filing.",
  },
};

type Language = "zh" | "en";
const KEY = "language";

function chosen(): Language {
  try {
    return localStorage.getItem(KEY) === "en" ? "en" : "zh";
  } catch {
    return "zh";
  }
}

export const language: Language = chosen();
export const words: Words = language === "en" ? en : zh;

/** A name in the language of now. */
export const named = (name: { zh: string; en: string }): string => name[language];

export function switchLanguage(): void {
  try {
    localStorage.setItem(KEY, language === "zh" ? "en" : "zh");
  } catch {
    return;
  }
  location.reload();
}
