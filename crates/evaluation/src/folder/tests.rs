use super::*;
use std::fs;

/// A folder with these files, each with its own content unless it is given.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    for (index, (name, content)) in files.iter().enumerate() {
        let path = root.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let content = if content.is_empty() {
            index.to_string()
        } else {
            (*content).to_owned()
        };
        fs::write(path, content).unwrap();
    }
    root
}

fn check(files: &[(&str, &str)], expected: Rule) {
    let root = folder(files);
    let error = Folder::read(root.path()).unwrap_err();
    assert_eq!(error.rule, expected, "{error}");
}

const TWO: [(&str, &str); 2] = [("persons/a/1.jpg", ""), ("persons/b/1.png", "")];

#[test]
fn a_folder_that_keeps_the_rules_is_read() {
    let labels = "file,actions,device,condition_lens\npersons/a/1.jpg,,phone,\nclips/live/x/1.mp4,open_mouth turn_left,tablet,wide\n";
    let root = folder(&[
        ("persons/a/1.jpg", ""),
        ("persons/a/2.JPEG", ""),
        ("persons/b/.hidden", ""),
        ("persons/b/1.webp", ""),
        ("clips/live/x/1.mp4", ""),
        ("clips/attack/whole_photograph/1.png", ""),
        ("labels.csv", labels),
    ]);
    let folder = Folder::read(root.path()).unwrap();
    assert_eq!((folder.persons.len(), folder.pictures()), (2, 3));
    assert_eq!(folder.persons[0][0].attributes["device"], "phone");
    let [attack, live] = &folder.presentations[..] else {
        panic!("{folder:?}");
    };
    assert_eq!(
        (attack.attack, attack.is_clip),
        (Some(AttackKind::WholePhotograph), false)
    );
    assert_eq!(live.actions, [Action::OpenMouth, Action::TurnLeft]);
    assert!(live.is_clip && live.attack.is_none());
}

#[test]
fn an_empty_folder_is_refused() {
    check(&[], Rule::Something);
    check(&[("readme.txt", "")], Rule::Something);
    check(&TWO[..1], Rule::Pair);
    let nowhere = Folder::read(Path::new("/nowhere/at/all")).unwrap_err();
    assert_eq!(nowhere.rule, Rule::Folder);
}

#[test]
fn what_lies_in_the_wrong_place_is_refused() {
    check(&[("persons/1.jpg", "")], Rule::PersonFolders);
    check(
        &[TWO[0], TWO[1], ("persons/c/.x", "")],
        Rule::PersonPictures,
    );
    check(&[TWO[0], ("persons/a/1.txt", "")], Rule::Picture);
    check(&[("clips/other/1.jpg", "")], Rule::ClipFolders);
    check(&[("clips/1.jpg", "")], Rule::ClipFolders);
    check(&[("clips/attack/1.jpg", "")], Rule::AttackKind);
    check(
        &[("clips/attack/whole_photograph/.x", "")],
        Rule::AttackFiles,
    );
    check(&[("clips/live/1.heic", "")], Rule::PictureOrClip);
}

#[test]
fn one_picture_under_two_labels_is_refused() {
    check(
        &[("persons/a/1.jpg", "x"), ("persons/b/1.jpg", "x")],
        Rule::Once,
    );
    check(
        &[
            TWO[0],
            TWO[1],
            ("clips/live/1.jpg", "x"),
            ("clips/attack/whole_photograph/1.jpg", "x"),
        ],
        Rule::Once,
    );
}

#[test]
fn a_label_that_may_be_a_person_is_refused_and_not_repeated() {
    for label in ["张三", "11010519491231002X", "13800138000", "Zhang San"] {
        let root = folder(&[(&format!("persons/{label}/1.jpg"), "")]);
        let error = Folder::read(root.path()).unwrap_err();
        assert_eq!(error.rule, Rule::Code);
        assert!(!error.to_string().contains(label));
    }
}

#[test]
fn a_file_whose_name_may_be_a_person_is_told_by_its_number() {
    let told = |files: &[(&str, &str)]| {
        let root = folder(files);
        Folder::read(root.path()).unwrap_err().to_string()
    };
    let picture = told(&[TWO[0], ("persons/a/张三.txt", "")]);
    assert!(picture.contains("persons/a/#2:"), "{picture}");
    let clip = told(&[("clips/live/13800138000/1.heic", "")]);
    assert!(clip.contains("clips/live/#1/1.heic"), "{clip}");
}

#[test]
fn labels_that_are_wrong_are_refused() {
    let with = |labels: &'static str| {
        [
            TWO[0],
            TWO[1],
            ("clips/live/1.mp4", ""),
            ("labels.csv", labels),
        ]
    };
    check(&with("device\nphone\n"), Rule::Labels);
    check(
        &with("file,device\npersons/a/1.jpg,a phone\n"),
        Rule::Labels,
    );
    check(&with("file,device\npersons/a/1.jpg\n"), Rule::Labels);
    for columns in [
        "gruop",
        "groups",
        "conditions",
        "device,device",
        "Device",
        "",
    ] {
        let labels = format!("file,{columns}\n");
        let rule = if columns.is_empty() {
            Rule::Labels
        } else {
            Rule::LabelsColumn
        };
        check(&[TWO[0], TWO[1], ("labels.csv", &labels)], rule);
    }
    check(
        &with("file,device\npersons/a/9.jpg,phone\n"),
        Rule::LabelsFile,
    );
    check(
        &with("file\npersons/a/1.jpg\npersons/a/1.jpg\n"),
        Rule::LabelsFile,
    );
    check(
        &with("file,actions\npersons/a/1.jpg,nod blink\n"),
        Rule::ActionsOfClips,
    );
    check(
        &with("file,actions\nclips/live/1.mp4,blink blink\n"),
        Rule::Actions,
    );
    check(
        &with("file,actions\nclips/live/1.mp4,jump nod\n"),
        Rule::Actions,
    );
}

#[test]
fn each_person_has_one_group_in_each_column() {
    let with = |labels: &'static str| {
        [
            ("persons/a/1.jpg", ""),
            ("persons/a/2.jpg", ""),
            ("persons/b/1.jpg", ""),
            ("clips/live/1.mp4", ""),
            ("labels.csv", labels),
        ]
    };
    let root = folder(&with(
        "file,group,group_age\npersons/a/1.jpg,x,18-30\npersons/a/2.jpg,x,18-30\npersons/b/1.jpg,y,18-30\n",
    ));
    let read = Folder::read(root.path()).unwrap();
    assert_eq!(read.persons[0][1].attributes["group_age"], "18-30");
    check(
        &with("file,group\npersons/a/1.jpg,x\npersons/a/2.jpg,y\npersons/b/1.jpg,y\n"),
        Rule::GroupOfPerson,
    );
    check(
        &with("file,group\npersons/a/1.jpg,x\npersons/a/2.jpg,\npersons/b/1.jpg,y\n"),
        Rule::GroupOfPicture,
    );
    check(
        &with("file,group\npersons/a/1.jpg,x\npersons/a/2.jpg,x\n"),
        Rule::GroupOfPicture,
    );
    check(
        &with(
            "file,group,group_age\npersons/a/1.jpg,x,1\npersons/a/2.jpg,x,2\npersons/b/1.jpg,y,1\n",
        ),
        Rule::GroupOfPerson,
    );
    let root = folder(&with("file,group\npersons/a/1.jpg,x\n"));
    let error = Folder::read(root.path()).unwrap_err().to_string();
    assert!(
        error.contains("persons/a/2.jpg: group-of-picture"),
        "{error}"
    );
}

#[test]
fn a_kind_outside_the_closed_list_is_refused_with_the_list() {
    for kind in ["print", "screen", "Mask", "张三", "masks"] {
        let root = folder(&[(&format!("clips/attack/{kind}/1.jpg"), "")]);
        let error = Folder::read(root.path()).unwrap_err();
        assert_eq!(error.rule, Rule::AttackKind, "{kind}");
        let told = error.to_string();
        assert!(
            AttackKind::ALL.iter().all(|it| told.contains(it.code())),
            "{told}"
        );
        assert!(!told.contains("张三"));
    }
    let root = folder(&[("clips/attack/print/1.jpg", "")]);
    let told = Folder::read(root.path()).unwrap_err().to_string();
    assert!(told.contains("clips/attack/print: attack-kind"), "{told}");
}
