using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shop.Local.Drill;
using Shop.Local.Nodes;
using Shop.Local.Stack;
using Shop.Local.Supervision;
using Shop.Testing;

namespace Shop.Local.Tests.Alerts;

/// <summary>Alertmanager, started as the stack starts it, with webhooks that lead here. Whatever is told it lasts five minutes.</summary>
public sealed class AlertmanagerRig : IAsyncLifetime
{
    private readonly StackLayout _layout = new(
        Repository.Root, TestFolder.Make("alertmanager"), [new Node("alertmanager", NodeKind.Alertmanager, FreePorts.Take(1)[0])]);
    private readonly HttpClient _client = new();
    private readonly AlertInbox _inbox = new(FreePorts.Take(1)[0]);
    private Process? _alertmanager;

    internal AlertInbox Inbox => _inbox;

    private Node Node => _layout.Nodes[0];

    public async Task InitializeAsync()
    {
        var settings = new Settings(_inbox.Settings.ToDictionary(StringComparer.Ordinal));
        PrivateFile.Directory(_layout.DirectoryOf(Node));
        _alertmanager = NodeStart.Run(_layout, Node.Name, AlertmanagerNode.Prepare(_layout, Node, settings));
        await Eventually.True(() => Wire.TcpPort.AnswersAsync(Node), "Alertmanager listens");
    }

    public async Task DisposeAsync()
    {
        ProcessIdentity.FromRecord(_layout.RecordOf(Node.Name))?.SignalGroup(PosixSignalNumber.Kill);
        await _alertmanager!.WaitForExitAsync();
        _alertmanager.Dispose();
        _client.Dispose();
        _inbox.Dispose();
        Directory.Delete(_layout.Directory, recursive: true);
    }

    /// <summary>Tells it of alerts as Prometheus does.</summary>
    internal async Task FireAsync(params AlertRule[] rules)
    {
        var alerts = rules.Select(rule => new { labels = new { alertname = rule.Name, severity = rule.Severity, instance = "one" } });
        using var answer = await _client.PostAsJsonAsync(Api("alerts"), alerts);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The names of those that are not told, because another one already is.</summary>
    internal async Task<IReadOnlyList<string>> MutedAsync() =>
    [
        .. JsonNode.Parse(await _client.GetStringAsync(Api("alerts")))!.AsArray()
            .Where(alert => alert!["status"]!["inhibitedBy"]!.AsArray().Count > 0)
            .Select(alert => (string)alert!["labels"]!["alertname"]!)
            .Order(StringComparer.Ordinal),
    ];

    private Uri Api(string path) => new(string.Create(CultureInfo.InvariantCulture, $"http://{Node.Address}/api/v2/{path}"));
}
