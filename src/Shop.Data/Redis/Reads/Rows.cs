using StackExchange.Redis;

namespace Shop.Data.Redis;

/// <summary>
/// Reads of whole hashes. Those that come while others are on their way wait for these and then travel together, as one read: one script, one look
/// at the watermark, one answer. So a read costs the less, the more there are. Whoever wants more than the node they come to can show, because the
/// client has seen more or asks for the master, is answered alone.
/// </summary>
internal sealed class Rows(Reads reads, TimeProvider time)
{
    private const int MaxTogether = 128;
    private const int MaxOnTheirWay = 1;

    // A node that is silent holds nobody up but those who are on their way to it.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);

    private static readonly LuaScript ReadRows = LuaScript.Load(nameof(ReadRows));

    private readonly Lock _lock = new();
    private readonly List<RowQuestion> _waiting = [];
    private int _onTheirWay;
    private long _lastStart;
    private volatile string _lineage = "";

    /// <summary>The hash, without fields when there is none, and the node's own time.</summary>
    public async Task<(HashFields Fields, DateTimeOffset Now)> ReadAsync(string key, Consistency consistency, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(new RowQuestion(key, kept: null), consistency, cancellationToken);
        return (answer.Fields!.Value, answer.Now);
    }

    /// <summary>What is made of the hash, or null when there is none; the same object for as long as the hash does not change.</summary>
    public async Task<T?> ReadAsync<T>(string key, KeptRows<T> rows, Consistency consistency, CancellationToken cancellationToken) where T : class
    {
        var kept = rows.Find(key);
        var answer = await AskAsync(new RowQuestion(key, kept), consistency, cancellationToken);
        return answer.Fields is not { } fields ? kept!.Value : fields.IsEmpty ? null : rows.Keep(key, answer);
    }

    private async ValueTask<RowAnswer> AskAsync(RowQuestion question, Consistency consistency, CancellationToken cancellationToken)
    {
        using var span = RedisSpans.StartRows(ReadRows);
        var answer = consistency.Level == ReadConsistency.Session ? await AskWithOthersAsync(question, consistency.Seen, cancellationToken) : null;
        if (answer is null)
        {
            return await AskAloneAsync(question, consistency, cancellationToken);
        }

        RedisSpans.Answered(span, answer.By);
        consistency.Seen = answer.Reached;
        return answer;
    }

    /// <summary>Null when the node they came to has less than the client has seen.</summary>
    private async ValueTask<RowAnswer?> AskWithOthersAsync(RowQuestion question, Watermark? seen, CancellationToken cancellationToken)
    {
        Send(question);
        try
        {
            var answer = await question.Task.WaitAsync(cancellationToken);
            return answer.Has(seen) ? answer : null;
        }
        catch (RedisUnavailableException) when (seen is not null)
        {
            return null; // held for longer than the others
        }
    }

    private async Task<RowAnswer> AskAloneAsync(RowQuestion question, Consistency consistency, CancellationToken cancellationToken) =>
        (await reads.ReadAsync(QueryOf([question]), consistency, cancellationToken))[0];

    private void Send(RowQuestion question)
    {
        lock (_lock)
        {
            _waiting.Add(question);
            if (_onTheirWay >= MaxOnTheirWay && time.GetElapsedTime(_lastStart) < Patience)
            {
                return;
            }

            _onTheirWay++;
            _lastStart = time.GetTimestamp();
        }

        // On the pool, outside of the caller's trace: the journey is not its own.
        ThreadPool.UnsafeQueueUserWorkItem(static rows => _ = rows.AnswerAllAsync(), this, preferLocal: false);
    }

    private async Task AnswerAllAsync()
    {
        while (TakeNext() is { } together)
        {
            await AnswerAsync(together);
        }
    }

    private List<RowQuestion>? TakeNext()
    {
        lock (_lock)
        {
            if (_waiting.Count == 0)
            {
                _onTheirWay--;
                return null;
            }

            _lastStart = time.GetTimestamp();
            var together = _waiting[..Math.Min(_waiting.Count, MaxTogether)];
            _waiting.RemoveRange(0, together.Count);
            return together;
        }
    }

    private async Task AnswerAsync(List<RowQuestion> together)
    {
        try
        {
            var journey = new Consistency();
            var rows = await reads.ReadAsync(QueryOf(together), journey, CancellationToken.None);
            for (var i = 0; i < rows.Length; i++)
            {
                together[i].SetResult(rows[i] with { By = journey.AnsweredBy });
            }
        }
        catch (Exception exception)
        {
            together.ForEach(question => question.SetException(exception));
        }
    }

    // All of one script's answers are as of the same moment.
    private Query<RowAnswer[]> QueryOf(List<RowQuestion> questions) => new(ReadRows.Name, batch => AskAsync(batch, questions))
    {
        Reach = static answers => answers[0].Reached,
        Reads = questions.Count,
    };

    private async Task<RowAnswer[]> AskAsync(IBatch batch, List<RowQuestion> questions)
    {
        var lineage = _lineage;
        string[] keys = [Keys.Watermark, .. questions.Select(question => question.Key)];
        RedisValue[] marks = [lineage, .. questions.Select(question => (RedisValue)question.MarkIn(lineage))];
        var answer = (RedisResult[])(await ReadScripts.RunAsync(batch, ReadRows, keys, marks))!;
        var now = DateTimeOffset.FromUnixTimeSeconds((long)answer[0]).AddTicks((long)answer[1] * TimeSpan.TicksPerMicrosecond);
        Watermark? reached = answer[2].IsNull ? null : new Watermark((string)answer[2]!, (long)answer[3]);
        _lineage = reached?.Lineage ?? "";
        return Array.ConvertAll(answer[4..], row => AnswerOf(row, reached, now));
    }

    private static RowAnswer AnswerOf(RedisResult row, Watermark? reached, DateTimeOffset now)
    {
        if (row.IsNull)
        {
            return new RowAnswer(Fields: null, "", reached, now);
        }

        var fields = (string[])row!;
        return new RowAnswer(HashFields.Of(fields), fields[^1], reached, now);
    }
}
