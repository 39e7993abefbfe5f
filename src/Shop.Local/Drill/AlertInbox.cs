using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Shop.Local.Nodes;

namespace Shop.Local.Drill;

/// <summary>The webhook to which the drill's Alertmanager sends what an operator would get.</summary>
internal sealed class AlertInbox : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly string _url;
    private readonly ConcurrentQueue<(string Name, string Severity, bool Fires, long At)> _notices = new();

    public AlertInbox(int port)
    {
        _url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/");
        _listener.Prefixes.Add(_url);
        _listener.Start();
        _ = ReceiveAsync();
    }

    /// <summary>What makes Alertmanager send everything here.</summary>
    public IEnumerable<KeyValuePair<string, string>> Settings => AlertmanagerNode.Webhooks.Select(name => KeyValuePair.Create(name, _url));

    /// <summary>What has arrived since the moment, one for each name: its first arrival and its last word.</summary>
    public IReadOnlyList<AlertNotice> Since(long moment) =>
    [
        .. _notices.Where(notice => notice.At >= moment && notice.Severity != "none").GroupBy(notice => notice.Name, StringComparer.Ordinal)
            .Where(notices => notices.Any(notice => notice.Fires))
            .Select(notices => new AlertNotice(
                notices.Key,
                notices.First().Severity,
                TimeProvider.System.GetElapsedTime(moment, notices.First(notice => notice.Fires).At),
                notices.Last().Fires ? null : TimeProvider.System.GetElapsedTime(moment, notices.Last().At))),
    ];

    public void Dispose() => _listener.Close();

    private async Task ReceiveAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var call = await _listener.GetContextAsync();
                using var message = await JsonDocument.ParseAsync(call.Request.InputStream);
                Keep(message.RootElement);
                call.Response.Close();
            }
            catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException or JsonException)
            {
                // The drill is over, or Alertmanager was cut off: it sends again what was not answered.
            }
        }
    }

    /// <summary>A message holds all alerts of a group, those that ended as well; a name has ended when none of its alerts fires.</summary>
    private void Keep(JsonElement message)
    {
        var now = TimeProvider.System.GetTimestamp();
        var alerts = message.GetProperty("alerts").EnumerateArray().Select(alert => (
            Labels: alert.GetProperty("labels"),
            Fires: alert.GetProperty("status").GetString() == "firing"));
        foreach (var name in alerts.GroupBy(alert => alert.Labels.GetProperty("alertname").GetString()!, StringComparer.Ordinal))
        {
            var severity = name.First().Labels.GetProperty("severity").GetString()!;
            _notices.Enqueue((name.Key, severity, name.Any(alert => alert.Fires), now));
        }
    }
}
