using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Shop.Testing;

namespace Shop.Fuzz.Tests;

/// <summary>
/// Requests whose bytes were changed at random, some behind each other on one connection. What counts is what was answered: a request that
/// can't be read ends its connection, and those behind it were not looked at.
/// </summary>
internal sealed class RawRun(SellingShop shop, JsonNode document, FuzzSettings settings)
{
    private const int RoundLength = 4000;
    private const int OnOneConnection = 4;
    private const int InFlight = 32;
    private const int MostFindings = 20;

    private readonly ProblemRules _problems = new(document);
    private readonly IReadOnlyList<DocumentedOperation> _operations = document.Operations();
    private readonly ConcurrentDictionary<string, string> _findings = new(StringComparer.Ordinal);
    private int _answered;

    public ICollection<string> Findings => _findings.Values;

    public int Answered => _answered;

    public int Connections { get; private set; }

    public ConcurrentDictionary<int, int> Statuses { get; } = new();

    public async Task RunAsync(int requests)
    {
        for (var until = Answered + requests; Answered < until && _findings.Count < MostFindings;)
        {
            var builder = new RequestBuilder(document, await World.MakeAsync(shop));
            var connections = Enumerable.Range(Connections, Math.Min(RoundLength, until - Answered) / OnOneConnection + 1).ToList();
            await Parallel.ForEachAsync(connections, new ParallelOptions { MaxDegreeOfParallelism = InFlight }, async (connection, _) =>
                await TryAsync(Bytes(builder, new Random(unchecked((settings.Seed * 1_000_003) + connection)))));
            Connections += connections.Count;
        }
    }

    private byte[] Bytes(RequestBuilder builder, Random random) =>
    [
        .. Enumerable.Range(0, OnOneConnection).SelectMany(_ =>
        {
            var request = builder.Build(random.Of(_operations), random, varied: true);
            return RawBytes.Mutate((request with { HeadEdit = Kept }).ToBytes("shop"), random);
        }),
    ];

    private static string Kept(string head) => head.Replace("Connection: close\r\n", "", StringComparison.Ordinal);

    private async Task TryAsync(byte[] bytes)
    {
        try
        {
            var replies = await RawWire.SendAsync(shop.Stack.BaseAddress, bytes);
            foreach (var reply in replies.Where(reply => reply.Text != RawWire.AnswerToTheLast))
            {
                Interlocked.Increment(ref _answered);
                Statuses.AddOrUpdate(reply.Status, 1, (_, count) => count + 1);
                Complain(string.Join(", ", Complaints(reply)), bytes, reply.Text);
            }
        }
        catch (OperationCanceledException)
        {
            Complain("the connection was not closed in time", bytes, "");
        }
    }

    private void Complain(string complaint, byte[] bytes, string answer)
    {
        if (complaint.Length > 0 && _findings.Count < MostFindings)
        {
            _findings.TryAdd(complaint, string.Create(CultureInfo.InvariantCulture, $"{complaint}\n  {CommandLine.Quoted(bytes)}\n  {answer}"));
        }
    }

    private IEnumerable<string> Complaints(Reply reply) => reply switch
    {
        { Status: 503 } when reply.Text.Contains("payment-unavailable", StringComparison.Ordinal) => _problems.Complaints(reply),
        { Status: 501 or 505 } => [],
        { Status: >= 500 } => [$"the answer is {reply.Status}"],
        { Status: >= 400 } when reply.Headers.GetValueOrDefault("Content-Type") != "application/problem+json" =>
            [$"a {reply.Status} is {reply.Headers.GetValueOrDefault("Content-Type")}"],
        { Status: >= 400 } => _problems.Complaints(reply),
        _ => [],
    };
}
