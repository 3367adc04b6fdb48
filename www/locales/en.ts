import { deviceTroubles } from "./device-troubles.ts";
import type { Item, Locale, Operator, Section } from "./zh.ts";

/** Complete by construction: what is missing here does not compile. */
export const en: Locale = {
  language: { code: "en", name: "English", switchTo: "中文", switchLabel: "切换到中文" },

  shell: {
    skip: "Skip to the main content",
    larger: "Larger text",
    normal: "Normal text",
    loading: "Loading…",
    menu: "Pages",
    account: "My account",
    signOut: "Sign out",
    whose: "Account: ",
    switched: {
      title: "Nothing was done.",
      now: (name: string, number: string) =>
        `Somebody else is signed in in this browser now: ${name} (${number}).`,
      nobody: "Nobody is signed in in this browser any longer.",
      close: "Close",
    },
    footer: "Footer",
    privacy: "Privacy",
    terms: "Terms of use",
    notice: "Before you use it",
    problems: "Problems and remedies",
    photo: "Photo check",
    counter: "Registration counter",
    operatedBy: (operator) => `Operated by ${operator}`,
    contact: (contact) => `Contact: ${contact}`,
    demonstration: "Demonstration",
    demonstrationText: "Sample Province does not exist. Please do not enter anyone’s real details.",
    console: "Open the sandbox console",
    onward: {
      authorize: "Sign in to a portal",
      device: "Sign in on another device",
      invitation: "Get verified",
      portals: "Portals you allowed",
      bar: {
        "/authorize": "You are signing in to a portal.",
        "/device": "You are signing in on another device.",
        "/invitation": "You were invited to get verified.",
      },
      goOn: "Go on",
      giveUp: "Give it up",
    },
  },

  signIn: {
    title: "Sign in",
    lead: "Verify your identity before you register a business.",
    submit: "Sign in",
    submitting: "Signing in…",
    noAccount: "No account yet?",
    register: "Register",
    forgotten: "Forgotten your password?",
    recover: "Set another after a face scan",
    byFace: "Sign in by face",
    codeTo: "the mobile number of the account, if number and password are right",
    codeHelp:
      "6 digits. If none comes within a minute, check number and password, and have another sent. If the account has no mobile number, sign in on a device that you have used before, or go to the counter with your card.",
    photo: "Want to see first whether light and picture will do?",
    stepsTitle: "Verified in three steps",
    steps: [
      {
        term: "Register",
        text: "Enter what your identity card says. Once it matches the register you are at level three.",
      },
      {
        term: "Scan",
        text: "If you agree, make two or three movements before the camera to reach level four.",
      },
      { term: "Go on", text: "At level four you can register a business." },
    ] as Item[],
    assurance: "If you prefer no face scan, take your card to the counter: the result is the same.",
    sampleTitle: "New to the demonstration?",
    sampleText: "The sandbox console has sample identities, and lets you add your own picture.",
  },

  notice: {
    title: "Before you use it",
    lead: "Please read this before you register. It takes about a minute.",
    toEnd: "Skip the text and go to the confirmation",
    sections: (o: Operator): Section[] => [
      {
        title: "Who has to be verified",
        paragraphs: [
          "When a company, an individual business or a farmers’ cooperative is established, these natural persons are verified first: shareholders (promoters, investors, partners), legal representatives (persons in charge, delegates of managing partners), directors, supervisors, managers, individual operators, members of farmers’ cooperatives, and authorised agents.",
          "Investors from Hong Kong, Macao, Taiwan and abroad need not be verified here for now.",
        ],
      },
      {
        title: "Have these ready",
        paragraphs: [
          "Your own valid resident identity card. Name, number and both dates must be as printed on it.",
          "Your own mobile number, and a password of at least 12 characters.",
          "If your card was issued or renewed recently, the register may not know it yet: if the check fails, try again in a few days.",
        ],
      },
      {
        title: "Levels of identity",
        paragraphs: [
          "Registration checks four elements: name, number, and the first and last day of your card. If they match, you are at level three.",
          "One face scan more takes you to level four. Only level four can register a business.",
          "The face scan needs your separate consent. If you prefer not to, take your card to the counter: the result is the same.",
        ],
      },
      {
        title: "Please note",
        paragraphs: [
          "Use your own identity. Whoever registers under another person’s identity is liable under the law.",
          "Keep your password to yourself. Nobody from our staff will ask for it.",
          `This system is operated by ${o.operator}. ${o.contact}.`,
        ],
      },
    ],
    confirm: "I have read and understood this",
    confirmMissing: "Please read the text and tick “I have read and understood this”.",
    proceed: "Next: your details",
    back: "Back to sign in",
  },

  terms: {
    title: "Terms of use",
    version: (version) => `Version ${version}`,
    close: "Close",
    accept: "I agree",
    sections: (o: Operator): Section[] => [
      {
        title: "1. Parties",
        paragraphs: [
          `These terms are agreed between you and ${o.operator} for “${o.appName}” (the system).`,
        ],
      },
      {
        title: "2. Account",
        paragraphs: [
          "Each identity number can have one account. It is yours alone and may not be lent or passed on.",
          "What you enter must be true and accurate, and kept up to date.",
        ],
      },
      {
        title: "3. What verification is for",
        paragraphs: [
          "The result is used to verify identities in business registration. The registrar can ask the system for your level, and how and when you reached it.",
          "These terms do not contain a consent to the processing of your face. Before your face is processed you are told separately, and asked separately.",
        ],
      },
      {
        title: "4. Safety of the account",
        paragraphs: [
          "After several wrong passwords signing in pauses. After a while without activity you are signed out.",
          "If someone else uses your account, contact us at once.",
        ],
      },
      {
        title: "5. Liability and changes",
        paragraphs: [
          "You answer for what follows from false details or from letting others use your account.",
          "The version in force is on this page. If you do not agree with a change, you can stop using the system and close your account under “My account”.",
        ],
      },
      { title: "6. Contact", paragraphs: [`${o.operator}. ${o.contact}.`] },
    ],
  },

  register: {
    title: "Register",
    lead: "Enter what your identity card says. Everything is required.",
    cardTitle: "Identity",
    accountTitle: "Account",
    terms: "I have read and agree to the",
    termsLink: "Terms of use",
    submit: "Register",
    submitting: "Checking against the register…",
    haveAccount: "Sign in to an existing account",
    done: "You are registered, at level three.",
    signInAfter: "You are registered, at level three. Please sign in.",
  },

  fields: {
    number: {
      label: "Identity number",
      help: "18 characters. The last may be the letter X.",
    },
    name: { label: "Name", help: "As on the card, in Chinese characters if it has them." },
    validFrom: { label: "Card valid from", help: "The first date on the side with the emblem." },
    validUntil: { label: "Card valid until", help: "The second date on the same side." },
    longTerm: "Long-term (长期)",
    mobile: { label: "Mobile number", help: "Your own mainland number, 11 digits." },
    password: { label: "Password", help: "" },
    newPassword: {
      label: "Choose a password",
      help: "At least 12 characters of any kind, spaces too. A sentence you remember is best.",
    },
    year: "Year",
    month: "Month",
    day: "Day",
    choose: "–",
    show: "Show",
    hide: "Hide",
    showPassword: "Show the password",
    hidePassword: "Hide the password",
    remaining: (count) => `${count} to go`,
    region: (name: string) => `The number is well formed; its place: ${name}`,
    regionUnknown:
      "The number is well formed. Its first six digits name no place that is known here: look once more, and go on if they are right",
    complete: "The number is well formed",
    typedSoFar: "The number as typed",
    passwordRemaining: (count) => `${count} more ${count === 1 ? "character" : "characters"}`,
    passwordLongEnough: "Long enough",
    hint: (end) =>
      `By the age at issue a card usually runs until ${end}. Please look at your card again; if it says what you chose, go on.`,
    hintLongTerm:
      "By the age at issue a card usually runs long-term. Please look at your card again; if it says what you chose, go on.",
    hintApply: (end) => `Change it to ${end}`,
    hintApplyLongTerm: "Change it to long-term",
    errorOf: (label, rule) => `${label}: ${rule}`,
    errorTitle: (count) =>
      count === 1 ? "One thing needs correcting" : `${count} things need correcting`,
  },

  mobileCode: {
    label: "Code by message",
    help: "Sent to the mobile number, 6 digits.",
    ask: "Send a code",
    asking: "Sending…",
    askAgain: "Send another",
    again: (seconds: number) => `Another in ${seconds} s`,
    sent: (mobile: string) => `A code was sent to ${mobile}. It is valid for 5 minutes.`,
  },

  rules: {
    number: {
      empty: "Enter your identity number.",
      length: "An identity number has 18 characters.",
      character: "What is marked cannot stand there: 17 digits come first, then a digit or X.",
      first_generation:
        "This is an old number of 15 digits. Use the 18 on your second-generation card.",
      former_permanent_resident:
        "This is the former number of a permanent resident. Use the 18 digits of the new card, which begin with 9.",
      province: "The two digits marked are not a province. Please check them.",
      territory:
        "The number of a residence permit begins with 810000, 820000 or 830000. Please check it.",
      birth_date: "The eight digits marked are not a date of birth. Please check them.",
      birth_date_in_future: "The date of birth marked lies in the future. Please check it.",
      check_digit:
        "At least one digit is wrong: the last one does not fit the others. Please compare them one by one.",
    },
    name: {
      empty: "Enter your name.",
      length: "A name has at most 50 Han characters, or 60 letters.",
      control: "The name has a character that cannot be read. Delete it and type it again.",
      digit: "A name has no digits.",
      symbol: "There is a sign in the name that does not belong there.",
      separator:
        "Type “·” between the parts of a name, as the document prints it: no comma, dash or full stop.",
      interpunct: "“·” stands between two parts of a name. Please check it.",
      letters: "Enter your name.",
    },
    mobile: {
      empty: "Enter your mobile number.",
      country_code: "Enter a number of mainland China (+86).",
      character: "A mobile number has digits only.",
      length: "A mobile number has 11 digits.",
      prefix: "A mobile number begins with 13 to 19.",
    },
    mobile_code: {
      missing: "Have a code sent first.",
      empty: "Enter the code that you received.",
      format: "A code has 6 digits.",
      wrong: "That is not the code. Check the message and type it again.",
      expired: "The code has expired. Have another sent.",
      spent: "The code was used already, or mistyped too often. Have another sent.",
      foreign: "The code was not sent for this number. Have another sent.",
    },
    valid_from: {
      start_empty: "Choose the day your card is valid from.",
      start_not_a_day: "There is no such day. Check year, month and day.",
      start_in_future: "That day lies in the future. Please check it.",
      start_before_birth: "That day lies before the date of birth. Please check it.",
    },
    valid_until: {
      end_empty:
        "Choose the day your card is valid until. If the card says 长期, tick “Long-term”.",
      end_not_a_day: "There is no such day. Check year, month and day.",
      end_before_start: "That day lies before the first one. Please check both.",
      expired: "Your card has expired. Renew it before you register.",
    },
    password: {
      empty: "Enter your password.",
      too_short: "A password has at least 12 characters.",
      too_long: "A password has at most 128 characters.",
      control: "The password has a character that no keyboard types. Choose another.",
      repetitive: "The password only repeats a character or two. Choose another.",
      common: "This password is too common and easily guessed. Choose another.",
      personal: "Leave your own identity number, mobile number and name out of the password.",
    },
    confirmation: {
      differs: "The two passwords differ; please type it again.",
    },
    terms_version: {
      not_accepted: "Please read and agree to the terms of use.",
      outdated: "The terms have changed. Please read and agree again.",
    },
    old_password: { empty: "Enter your present password." },
    member: { empty: "Enter your name." },
    letters: {
      empty: "Enter the check letters on the person’s screen.",
      differ:
        "These are not the check letters. Have the person read them once more from their own screen, and do not go on if they cannot.",
    },
    code: {
      empty: "Enter the code.",
      length: "A voucher code has eight characters.",
      character: "A voucher code has letters and digits, without I, L, O and U.",
    },
    confirmed: { not_confirmed: "Compare them first, then tick." },
    last_day: {
      empty: "Choose the last day.",
      format: "Choose year, month and day.",
      calendar: "There is no such day. Check year, month and day.",
      past: "That day has passed. Choose today or a later day.",
      too_late: "That day is too late. Choose an earlier one.",
    },
    other: "This breaks a rule. Please check it.",
  },

  account: {
    title: "My account",
    details: "Details",
    level: "Level of identity",
    levelName: { three: "Level three", four: "Level four" },
    levelText: {
      three:
        "Your details match the register. One face scan more takes you to level four, at which you can register a business.",
      four: "Your details and you yourself have been verified. You can register a business.",
      unproven:
        "Your account has reached level four, but nobody has made sure in this sign-in that it is you: it has level three. Scan your face once more, or go to the counter.",
    },
    raise: "Raise to level four",
    prove: "Show that it is you",
    history: "How and when",
    methods: {
      four_elements: "Four elements match the register",
      activation: "Provincial account activated",
      face: "Face scan passed",
      counter: "Verified in person at the counter",
    },
    otherMethod: "Another way",
    registered: "Registered",
    time: "Beijing time",
  },

  level: {
    title: "Level of identity",
    lead: "To raise you from level three to four, your face has to be processed. Please read this first, then decide.",
    already: "You are at level four. There is nothing more to verify.",
    noticeTitle: "How your face is processed",
    version: (version) => `Version ${version}`,
    items: (o: Operator, purpose: string): Item[] => [
      { term: "Processor", text: `${o.operator}. Contact: ${o.contact}.` },
      {
        term: "Purpose",
        text: `To make sure that it is you, in order to ${purpose}. Nothing else.`,
      },
      {
        term: "Method",
        text: "The camera takes pictures for some ten seconds, up to forty-five where movements need more time; your device guides you, encrypts them, and sends them to the registrar, who compares them with the portrait on file. The servers in between cannot open them.",
      },
      {
        term: "Categories",
        text: "Pictures of your face and features computed from them: sensitive personal information. The camera’s name and settings (picture size, frame rate, which way it faces), to find pictures that no camera has just taken. No sound.",
      },
      {
        term: "Retention",
        text: "Pictures are used for the comparison alone and deleted when it ends. The camera’s name is not kept. What is kept is a record: time, decision, measurements of the movements, numbers that say whether pictures and camera are unusual, and for each picture a digest, 144 grey values and where 15 points of the face are, which show whether somebody uses the same recording twice. All of it is encrypted and deleted with the record. No picture is kept.",
      },
      {
        term: "Your rights",
        text: "You can inspect, copy, correct and delete your data, and withdraw your consent at any time. What was verified before stays valid.",
      },
      {
        term: "Necessity and impact",
        text: "Business registration must make sure that it is really you. A face that leaks cannot be replaced, so pictures travel encrypted and are deleted after use. If you do not agree, level three stays yours.",
      },
    ],
    consent: "I agree, separately, to the processing of my face as described",
    consentMissing: "Please tick the consent first, or go to the counter instead.",
    start: "Agree and start the scan",
    refuseTitle: "You do not agree?",
    refuseText: (counter) =>
      `Take your identity card to the counter (${counter}). The result is the same.`,
    refuse: "Go to the counter instead",
    tipsTitle: "Before you scan",
    tips: [
      "Even light, no window behind you",
      "No mask, hat or sunglasses",
      "The phone at eye level, within an arm’s length",
    ],
    motion:
      "You will be asked to turn your head, open your mouth and the like. If there is something you cannot do, say so above; if you can do none of it, go to the counter.",
  },

  needs: {
    title: "There is something I cannot do",
    lead: "Say so before the scan, and you will not be asked for it. With fewer kinds of movement left you make a few more of them, so that the scan is as safe as ever.",
    legend: "What I cannot do, or not easily:",
    sight: "See the prompts on the screen (be led by voice and vibration)",
    without: {
      eyes: "Open or close my eyes",
      mouth: "Open or close my mouth",
      head: "Turn or lower my head",
    },
    moreTime: "I need more time",
    moreTimeAgain: "Scan again with more time",
    spoken: "Spoken prompts are on.",
    longer:
      "Each movement may take longer as needed, the whole scan up to forty-five seconds. If that was too short, you can scan again.",
    tooLittle:
      "Too little is left for a scan to make sure that it is you. Go to the counter: a clerk verifies you in person, with the same result.",
    privacy:
      "What you say here goes into the movements of this one scan and is not kept itself. The record of the verification keeps the movements asked for and their time until it is erased, and it may be guessed from these. If you cannot see the prompts, all that is passed on is that you need more time.",
  },

  face: {
    purposes: {
      raise_level: "raise your level to four",
      change_mobile: "change your mobile number",
      authorise_business: "let a business be registered in your name",
      sign_in: "sign you in",
      reset_password: "set another password",
      activate: "activate your account",
    },
    pages: {
      sign_in: {
        title: "Sign in by face",
        lead: "Enter your ID number, then scan your face.",
      },
      reset_password: {
        title: "Forgotten password",
        lead: "Step one: enter your name and ID number, and scan your face. Step two: set another password.",
      },
      activate: {
        title: "Account activation",
        lead: "Your provincial account must be activated on the national platform. Step one: enter your name and ID number, and scan your face. Step two: set a password.",
      },
    },
    codeToo:
      "On a device that has not signed in before you also need a code, which is sent to the mobile number of the account. If the account has no mobile number (an activated provincial account, for example), sign in with the password, or go to the counter with your card.",
    toScan: "Next: scan your face",
    toSignIn: "Back to sign in",
    consentTitle: "Before the scan",
    consentLead: (purpose: string) =>
      `To ${purpose}, your face has to be processed. Please read the following, and then decide whether you agree.`,
    confirm: {
      title: "Code by message",
      lead: (ends: string) =>
        `Your face agrees. Nobody has signed in to your account on this device yet, so please confirm with a code. It is sent to the mobile number of your account, which ends in ${ends}; enter it within ten minutes.`,
      submit: "Confirm",
      sending: "Checking…",
      otherwise: "You no longer use this number? Go to the counter with your card.",
    },
    passwordTitle: {
      reset_password: "Set another password",
      activate: "Activation: set a password",
    },
    passwordLead: "Your face was verified. Please set the password within fifteen minutes.",
    confirmation: { label: "The same password again", help: "" },
    save: "Save",
    saving: "Saving…",
    passwordReset: "Your new password counts, and every other session has ended. Please sign in.",
    activated: "Your account is activated, and your level is four. Please sign in.",
    mobileChanged: "Your mobile number was changed.",
    withdrawal: {
      title: "Withdraw your consent",
      given: (time: string) => `You agreed to the processing of your face at ${time}.`,
      text: "If you withdraw, the registrar erases what is kept of your face scans; what was verified before, and your level, stay.",
      withdraw: "Withdraw my consent to face processing",
    },
    mobile: {
      title: "Change mobile number",
      lead: "So that nobody else changes it, your face is scanned before you give another number.",
      now: "Your mobile number now",
      none: "Not given",
      start: "Scan my face",
      verified: "Verified at the counter: enter the new number",
      newLead: "You are verified. Enter the new number.",
      newLabel: "New mobile number",
    },
  },

  scan: {
    title: "Face scan",
    preparing: "Getting ready…",
    camera: "Opening the camera. Please choose “Allow” when the browser asks.",
    loading: "Loading what recognises faces…",
    ready: "Bring your face into the frame",
    returning: "Good. Face the screen again, mouth closed",
    sealing: "Encrypting…",
    sending: "Sending it to be verified, please wait…",
    step: (index, of) => `Movement ${index} of ${of}`,
    sound: "Spoken prompts",
    soundOn: "Spoken prompts are on.",
    touch: "Start",
    touchPlease: "Press “Start” to show what the camera sees.",
    otherCamera: "Use another camera",
    cancel: "Leave the scan",
    preview: "Camera picture, for you to see yourself",
    privacy: "Encrypted on the way, deleted after use",
    guidance: {
      no_face: "No face to be seen. Please face the screen",
      several_faces: "There is more than one person in the picture",
      too_dark: "Too dark. Please go where there is more light",
      too_bright: "Too bright. Please avoid strong light",
      too_close: "Too close. Please move back a little",
      too_far: "Too far. Please come closer",
      too_few_pixels: "Not clear enough. Please come closer",
      not_centred: "Please move your face to the middle",
      blurred: "Blurred. Please wipe the lens and hold steady",
      poor_contrast: "Uneven light. Please turn another way",
      look_straight: "Face the screen, mouth closed",
      hold_still: "Good. Please hold still",
      turn_left: "Slowly turn your head to your left",
      turn_right: "Slowly turn your head to your right",
      open_mouth: "Open your mouth",
      keep_open: "Keep your mouth open",
      blink: "Blink once",
      nod: "Slowly nod your head",
      done: "That was all of it",
      face_lost: "Your face was lost: the scan has stopped",
      frames_missing: "The picture broke off: please begin again",
      timed_out: "Time is up: the movement was not seen",
    },
  },

  actions: {
    turn_left: "turning left",
    turn_right: "turning right",
    open_mouth: "opening the mouth",
    blink: "blinking",
    nod: "nodding",
  },

  measures: {
    no_face: "there is no face in the picture",
    several_faces: "there is more than one person in the picture",
    too_few_pixels: "the face is too small in the picture",
    too_dark: "the picture is too dark",
    too_bright: "the picture is too bright",
    too_far: "the face is too far away",
    too_close: "the face is too close",
    not_centred: "the face is not in the middle",
    blurred: "the picture is not sharp enough",
    poor_contrast: "the light is uneven",
    single_face: "there should be one person in the picture",
    pixel_size: "the picture has too few pixels",
    inter_eye_distance: "the face is too small in the picture",
    luminance_mean: "the picture is too dark or too bright",
    luminance_variance: "the light is uneven",
    under_exposure: "the picture is too dark",
    over_exposure: "the picture is too bright",
    face_size: "the face is too far away or too close",
    face_place: "the face is not in the middle",
    face_margin: "the face is not wholly in the picture",
    sharpness: "the picture is not sharp enough",
  },

  about: (what) => `In particular: ${what}.`,

  result: {
    title: "Result",
    passed: "Verified",
    passedText: "You are at level four and can register a business.",
    decidedAt: (time) => `Verified at ${time}`,
    toAccount: "Back to my account",
    again: "Scan again",
    nothing: "There is no result to show.",
    resend: "Send it again",
    resendText: "The capture is still here: there is no need to scan again.",
  },

  check: {
    title: "Real-name check",
    opening: "Opening…",
    askedBy: (portal) => `${portal} asks you for a real-name check.`,
    askedByYou: "You began this real-name check on another device.",
    compareTitle: "Compare the code",
    codeLabel: "The code here is:",
    compareText:
      "Only if the screen you came from shows the same code is this the check that you began. If it does not, leave.",
    same: "It is the same: go on",
    differs: "It differs: leave",
    otherDevice: "Go on with a phone",
    cancel: "Leave the check",
    handOverTitle: "Go on with a phone",
    handOverText:
      "Scan this code with a phone and do the face scan there. This page goes on by itself.",
    qrLabel: "QR code that opens the check on a phone",
    replaced: "The code changes every minute, and an older one serves no more.",
    sameCode: "The phone should show the same code:",
    taken: "The phone has opened it. Compare the code there, and go on.",
    lost: "The connection is lost. Trying again…",
    another: "Use another phone",
    here: "Go on here",
    backToOther:
      "Go back to the screen you came from: it goes on by itself. You can close this page.",
    leftTitle: "You have left the check",
    leftText: "To go on, scan the code on the screen you came from again. You can close this page.",
    noCameraTitle: "No camera on this device?",
    noCameraText: "Scan your face with a phone: the result appears here.",
  },

  counter: {
    title: "Go to the counter",
    lead: "If you cannot use this system, or do not agree to a face scan, a clerk verifies you in person. The result is the same.",
    voucherTitle: "Voucher",
    purpose: (purpose) => `For: ${purpose}`,
    purposes: {
      register: "having your card checked, then registering",
      raise_level: "raising your level to four",
      change_mobile: "changing your mobile number",
      authorise_business: "letting a business be registered in your name",
      sign_in: "signing in",
      reset_password: "setting another password",
      activate: "activating your account",
      filing: "being verified for a registration of business",
    },
    makeText:
      "Make a voucher when you are there and show it to the clerk. Neither QR code nor code says anything about you. After a reload, or when this page was closed, make another.",
    another: "Make another",
    make: "Make a voucher",
    making: "Making it…",
    code: "Voucher code",
    letters: "Check letters",
    lettersText: "The clerk asks you for these four letters. Tell nobody else.",
    until: (time) => `Valid until ${time}`,
    waiting:
      "Show the clerk the QR code, or read the code aloud. This page goes on by itself when it is done; please leave it open.",
    attested: "The counter has verified you.",
    goOn: {
      register: "Back to registration, to send it again",
      raise_level: "To my account",
      change_mobile: "Enter the new mobile number",
      authorise_business: "Choose the last day",
      sign_in: "To my account",
      reset_password: "Set another password",
      activate: "Set a password",
    },
    beginText:
      "What is it about? Fill in who you are and choose “Go to the counter” before the scan: that makes a voucher.",
    begin: [
      { href: "/", text: "Raising your level, changing your mobile number: please sign in first" },
      { href: "/recover", text: "Forgotten password" },
      { href: "/activate", text: "Activating an account" },
      { href: "/face", text: "Signing in by face" },
      { href: "/notice", text: "Registering" },
    ],
    whereTitle: "Where",
    bringTitle: "Please bring",
    bring: ["Your own resident identity card, the original", "The phone you use"],
    howTitle: "How it goes",
    how: [
      "Go there yourself and show the voucher.",
      "A clerk compares you with your card.",
      "The result is written to your account and counts as much as a face scan.",
    ],
    contactTitle: "Contact",
  },

  problems: {
    title: "Problems and remedies",
    lead: "What you may be told on the way, and what to do about it.",
    code: "Code",
    retry: {
      now: "You can try again at once.",
      later: "Try again in a while.",
    },
  },

  problem: {
    heading: "Notice",
    reference: (code) => `Code: ${code}`,
    retryAfter: (time) => `Please try again in ${time}.`,
    minutes: (count) => `${count} ${count === 1 ? "minute" : "minutes"}`,
    seconds: (count) => `${count} ${count === 1 ? "second" : "seconds"}`,
    hours: (count) => `${count} ${count === 1 ? "hour" : "hours"}`,
    ctid: (phones) => `You can also open CTID on your phone first, and scan again. ${phones}.`,
    next: {
      edit_input: "Correct what I typed",
      try_again: "Try again",
      try_later: "Try again",
      sign_in: "Sign in",
      activate: "Activate",
      register: "Register",
      raise_level: "Raise your level",
      consent: "Read and agree",
      scan_again: "Scan again",
      counter: "Go to the counter",
      upgrade: "Reload the page",
      nothing: "Back to the first page",
    },
  },

  local: {
    ...deviceTroubles.en,
    network: {
      title: "The connection was lost",
      advice: "Nothing is lost. Check the network and try again.",
    },
    camera_refused: {
      title: "The camera may not be used",
      advice:
        "Allow this site to use the camera, in the settings beside the address, and scan again.",
    },
    camera_busy: {
      title: "Another program is using the camera",
      advice: "Close the program or page that uses it, such as a video call, and scan again.",
    },
    camera_lost: {
      title: "The camera was disconnected",
      advice: "Connect it again, or close the program that took it, and scan again.",
    },
    parts_missing: {
      title: "What recognises faces could not be loaded",
      advice: "Check the network and scan again.",
    },
    device_too_slow: {
      title: "This device is too slow for a scan",
      advice:
        "Close other programs and scan again, or go on with a phone. You can also go to the counter.",
    },
    scan_no_face: {
      title: "No face to be seen",
      advice: "Face the screen, keep your face in the frame, and scan again.",
    },
    scan_several_faces: {
      title: "There is more than one person in the picture",
      advice: "Ask the others to step out of it, and scan again.",
    },
    scan_not_still: {
      title: "Your face could not be lined up",
      advice: "Hold the phone steady, face the screen, keep still first, then follow the prompts.",
    },
    scan_interrupted: {
      title: "The scan was interrupted",
      advice: "Close other busy programs, stay on this page, and scan again.",
    },
  },

  privacy: {
    title: "Privacy",
    sections: (o: Operator): Section[] => [
      {
        title: "What we process",
        paragraphs: [
          "At registration: name, identity number, term of the card, mobile number, password. Of the password only a digest is kept that cannot be turned back; the rest is kept encrypted.",
          "Where a code by message is used, the mobile number goes to a message carrier, for sending the code alone.",
          "At a face scan: pictures of some ten seconds, up to forty-five where movements need more time. They are encrypted on your device, can be opened by the registrar alone, and are deleted when the comparison ends.",
          "At the counter: name, number and term as a clerk read them off your card; the registrar keeps them encrypted for ninety days. A voucher erases itself a day after it was dealt with, or when it expires.",
        ],
      },
      {
        title: "What for",
        paragraphs: [
          "To check identities, keep the level reached, and tell the registrar of it when a business is registered. No advertising, nothing else.",
        ],
      },
      {
        title: "Where and how long",
        paragraphs: [
          "In mainland China, as long as the account exists. An account that is not used for long is closed by itself, and your details are erased with it. All this unless a law says otherwise.",
          "These pages do not track you. Your browser keeps the state of signing in, your choice of language and display, and the files of this application.",
        ],
      },
      {
        title: "Your rights",
        paragraphs: [
          "Under “My account” you can see and export your data and records, change your mobile number, withdraw your consent to face processing, and close your account. For other corrections, please ask at the counter with your identity card, or contact us as below.",
        ],
      },
      {
        title: "Processor",
        paragraphs: [`${o.operator}. Contact: ${o.contact}.`],
      },
    ],
  },

  manage: {
    title: "Manage your account",
    back: "Back to my account",
    rows: {
      portals: "Who may know something of you",
      password: "Replace the present one with a new one",
      sessions: "See where you are signed in, and end any of it",
      records: "Everything that happened to the account, and a copy to take away",
      close: "Erase your details for good",
    },
    untilDay: (day) => `until the end of ${day} (24:00)`,

    password: {
      title: "Change the password",
      lead: "Enter your present password first, then a new one. Every other device will be signed out.",
      old: "Present password",
      new: "New password",
      again: "New password once more",
      submit: "Change the password",
      submitting: "Changing…",
      done: "The password is changed. Every other session has ended; this one goes on.",
    },

    sessions: {
      title: "Devices signed in",
      lead: "These are all sessions of your account. If you do not recognise one, end it and change your password at once.",
      current: "This device",
      began: "Signed in",
      used: "Last used",
      end: "End session",
      ending: "Ending…",
      endOf: (device) => `End session: ${device}`,
      ended: (device) => `The session has ended: ${device}.`,
      toPassword: "Change the password",
      device: (browser, system) => `${browser}, ${system}`,
      browsers: {
        wechat: "WeChat",
        huawei: "Huawei Browser",
        edge: "Edge",
        firefox: "Firefox",
        chrome: "Chrome",
        safari: "Safari",
        other: "Another browser",
      },
      systems: {
        harmony: "HarmonyOS",
        android: "Android",
        ios: "iPhone or iPad",
        windows: "Windows",
        macos: "Mac",
        linux: "Linux",
        other: "another system",
      },
    },

    business: {
      title: "Business registration",
      lead: "With “Yes” you allow business to be registered in your name until the last day. What is handled after that day does not count.",
      now: "At present",
      inForce: (until) => `Authorised ${until}`,
      none: "Not authorised",
      locked: "Possible at level four",
      given: (time) => `Authorised on ${time}`,
      lockedText:
        "Only level four may register business, and you are at level three. One face scan more takes you there.",
      raise: "Raise to level four",
      closedText:
        "First we make sure that it is you: scan your face, then choose the last day within ten minutes. The counter will do as well, and counts for a day.",
      scan: "Scan your face",
      withdraw: "Withdraw",
      choice: "Do you want to register business?",
      no: "No",
      yes: "Yes",
      lastDay: "Last day",
      lastDayHelp: "The authorisation ends by itself at the end of that day, Beijing time.",
      lastDayHelpLimited: (days) =>
        `At most ${days} working days from now. The authorisation ends by itself at the end of that day, Beijing time.`,
      latest: (day) => `The latest day possible is ${day}.`,
      unlistedYear: (year) =>
        `The public holidays of ${year} are not listed yet. This day counts weekends and fixed holidays alone, and may still change.`,
      latestApply: (day) => `Change it to ${day}`,
      save: "Save",
      saving: "Saving…",
      authorised: (until) => `Business registration is authorised ${until}.`,
      withdrawn: "Business registration is not authorised now.",
      toRecords: "See what was authorised and withdrawn before",
    },

    records: {
      title: "My records",
      lead: "Everything that happened to your account, the latest first. No names, numbers or pictures are in it.",
      intact:
        "The records are complete: each line is chained to the one before, and none was changed or left out.",
      broken: "The records are not complete: something was changed or left out. Please contact us.",
      list: "All records",
      more: "Show earlier records",
      exportTitle: "Take it with you",
      exportText:
        "Download everything that this system keeps of you. The file has your full name and numbers: keep it safe.",
      password: "Your password, once more",
      passwordHelp:
        "Not needed within ten minutes after your face was scanned in this sign-in, or to sign in.",
      export: "Export (JSON)",
      exporting: "Exporting…",
      exported: "Exported. The file is among your browser’s downloads.",
      otherEvent: "Something else",
      way: (method) => `By ${method}`,
      purpose: (purpose) => `For ${purpose}`,
      reason: (reason) => `Reason: ${reason}`,
      portal: (id) => `Portal: ${id}`,
      consent: (version) => `Agreed to “How your face is processed”, version ${version}`,
      other: "other means",
      events: {
        registered: "Registered, at level three",
        activated: "Account activated, at level four",
        consent_given: "Agreed separately to the processing of the face",
        face_consent_withdrawn: "Consent to the processing of the face withdrawn",
        signed_in: "Signed in",
        sign_in_failed: "Somebody tried to sign in with a wrong password",
        signed_out: "Signed out",
        session_ended: "A session on another device was ended",
        password_changed: "Password changed",
        password_refused: "A wrong password was entered while signed in",
        mobile_opened: "Verified, the mobile number may be changed",
        mobile_changed: "Mobile number changed",
        business_opened: "Verified, business registration may be authorised",
        business_authorised: "Business registration authorised",
        business_withdrawn: "Business registration withdrawn",
        portal_consented: "Agreed that a portal may know something of you",
        portal_withdrawn: "Consent to a portal withdrawn",
        portal_visited: "Signed in to a portal with this account",
        visit_ended: "A sign-in to a portal ended early",
        closed: "Account closed",
        scan_began: "Face scan begun",
        evidence_submitted: "Pictures of the face sent, encrypted, to be verified",
        evidence_returned: "Pictures of the face did not arrive, nothing was verified",
        scan_ended: "Face scan stopped without a decision",
        scan_refused: "Face scan not passed",
        level_reached: "Level raised",
        session_proven: "Verified, this sign-in has level four",
      },
      methods: {
        password: "password",
        face: "face scan",
        counter: "at the counter",
        four_elements: "checking four elements",
        activation: "activation",
      },
      visitEnds: {
        revoked: "the portal signed you out",
        code_reused: "a sign-in code was used twice, and may have leaked",
        refresh_reused: "a sign-in token was used twice, and may have leaked",
      },
      purposes: {
        raise_level: "raising the level",
        change_mobile: "changing the mobile number",
        authorise_business: "authorising business registration",
        sign_in: "signing in",
        reset_password: "setting another password",
        activate: "activating the account",
      },
    },

    close: {
      title: "Close the account",
      lead: "It takes effect at once and cannot be undone. You can register again later if you need to.",
      erasedTitle: "What is erased",
      erased: [
        "Name, identity number, term of the card, mobile number",
        "The password and every session",
        "The level, and the authorisation to register business",
      ],
      keptTitle: "What stays",
      kept: [
        "The account’s records: what happened when. There are no names, numbers or pictures in them, and each line is chained to the one before, to prove that none was changed; after their term they are erased too",
        "Registrations that are complete are kept by the registrar under the law, and are not affected",
      ],
      exportFirst: "Export a copy first, if you need one",
      password: "Enter your password to confirm",
      submit: "Close the account",
      submitting: "Closing…",
      done: "The account is closed and your details are erased.",
    },
  },

  display: {
    title: "Display settings",
    short: "Display",
    layout: "Layout",
    layouts: { standard: "Standard", elder: "Larger and simpler" },
    textSize: "Size of the text",
    textSizes: { large: "Large", larger: "Larger", largest: "Largest" },
    colours: "Colours",
    allColours: {
      system: "As the system",
      light: "Light",
      dark: "Dark",
      contrast: "High contrast",
    },
    kept: "Your choice stays on this device.",
    done: "Done",
    back: "Back",
  },

  clientNotice: {
    title: "Please load the newest version",
    text: (left: string) =>
      `This version can be used for ${left} more; after that it cannot scan a face. Loading the newest opens this page anew.`,
    days: (count: number) => `${count} days`,
    hours: (count: number) => `${count} hours`,
    lastHour: "less than an hour",
  },

  update: {
    clock: "This device's clock is wrong; please set it. Days are judged by the right time.",
    title: "There is a new version.",
    text: "Please load the newest version. The page opens again, and what was not sent has to be typed again.",
    now: "Update now",
    offline: "No connection. You can go on once there is one.",
  },

  missing: {
    title: "There is nothing here",
    text: "Check the address, or go back to the first page.",
    home: "Back to the first page",
  },
};
