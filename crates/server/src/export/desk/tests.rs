use super::*;
use crate::store::sqlite::Sqlite;
use canyu_core::staff::{Export, ExportFormat, ExportState, ExportTable, Filter};

fn wanted(table: ExportTable) -> Wanted {
    Wanted {
        campaign: "toy".to_owned(),
        table,
        format: ExportFormat::Csv,
        filter: Filter::default(),
        bom: false,
    }
}

async fn place() -> (tempfile::TempDir, Arc<dyn Store>, Desk) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("canyu.db").display());
    let store: Arc<dyn Store> = Arc::new(Sqlite::open(&url).await.unwrap());
    let desk = Desk::new(folder.path().join("canyu.exports"), Vec::new()).unwrap();
    (folder, store, desk)
}

async fn ended(job: &Job) -> Export {
    while job.ended.get().is_none() {
        tokio::task::yield_now().await;
    }
    job.told()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_is_written_counted_fetched_by_whose_it_is_and_removed_after_a_day() {
    let (folder, store, desk) = place().await;
    let clock = Clock::rehearsal(Moment(0), 1);
    let job = desk
        .begin(store, clock, "x".repeat(ID), "li", wanted(ExportTable::Events))
        .unwrap();
    let told = ended(&job).await;
    assert_eq!((told.state, told.rows, told.of), (ExportState::Ready, 0, Some(0)));
    assert_eq!(told.file, "toy-events-rehearsal.csv");
    let length = job.open().unwrap().metadata().unwrap().len();
    assert!(length > 0 && told.bytes == length, "{told:?}");
    assert!(desk.get("wang", "toy", &told.id).is_err() && desk.get("li", "other", &told.id).is_err());
    let path = folder.path().join("canyu.exports").join(&told.id);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(path.parent().unwrap()).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "nobody else may look into it");
    }
    let until = told.until.unwrap();
    desk.sweep(Moment(until.0 - 1));
    assert!(path.is_file());
    desk.sweep(until);
    assert!(!path.exists() && desk.list("li", "toy").is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_takes_an_export_back_while_it_waits_or_is_done_leaves_no_file() {
    let (folder, store, desk) = place().await;
    let clock = Clock::real();
    // Nobody has his turn.
    let turns = desk.turns.clone().acquire_many_owned(AT_ONCE as u32).await.unwrap();
    let begin = |id: &str| {
        desk.begin(store.clone(), clock, id.to_owned(), "li", wanted(ExportTable::Nodes))
            .unwrap()
    };
    let (waiting, other) = (begin("waiting"), begin("other"));
    assert_eq!(waiting.told().state, ExportState::Waiting);
    desk.remove("li", "toy", "waiting").unwrap();
    drop(turns);
    assert_eq!(ended(&other).await.state, ExportState::Ready);
    assert!(waiting.begun.get().is_none(), "it was never begun");
    desk.remove("li", "toy", "other").unwrap();
    assert!(matches!(desk.remove("li", "toy", "other"), Err(ExportError::Unknown)));
    let left = fs::read_dir(folder.path().join("canyu.exports")).unwrap().count();
    assert_eq!(left, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_has_too_many_and_a_server_without_a_folder_none() {
    let (_folder, store, desk) = place().await;
    let _turns = desk.turns.clone().acquire_many_owned(AT_ONCE as u32).await.unwrap();
    let begin = |number: usize, account: &str| {
        desk.begin(
            store.clone(),
            Clock::real(),
            format!("{number}"),
            account,
            wanted(ExportTable::Nodes),
        )
        .map_err(|error| error.code())
    };
    for number in 0..MOST {
        assert!(begin(number, "li").is_ok());
    }
    assert_eq!(begin(90, "li").err(), Some("exports_too_many"));
    assert!(begin(91, "wang").is_ok());
    let off = Desk::default().begin(
        store.clone(),
        Clock::real(),
        String::new(),
        "li",
        wanted(ExportTable::Nodes),
    );
    assert_eq!(off.err().map(|error| error.code()), Some("exports_off"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_written_says_so() {
    let (folder, store, desk) = place().await;
    // Where the folder should be there is a file.
    fs::write(folder.path().join("canyu.exports"), "").unwrap();
    let job = desk
        .begin(store, Clock::real(), "x".to_owned(), "li", wanted(ExportTable::Nodes))
        .unwrap();
    let told = ended(&job).await;
    assert_eq!(
        (told.state, told.problem.as_deref()),
        (ExportState::Failed, Some("not_written"))
    );
    assert!(matches!(job.open(), Err(ExportError::NotReady)));
}

#[test]
fn what_an_earlier_process_has_left_goes_and_what_others_keep_there_stays() {
    let folder = tempfile::tempdir().unwrap();
    let (left, kept) = (folder.path().join("x".repeat(ID)), folder.path().join("notes.txt"));
    fs::write(&left, "").unwrap();
    fs::write(&kept, "").unwrap();
    Desk::new(folder.path().to_owned(), Vec::new()).unwrap();
    assert!(!left.exists() && kept.exists());
}
