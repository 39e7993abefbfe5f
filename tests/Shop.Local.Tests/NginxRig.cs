using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Shop.Local.Nodes;
using Shop.Local.Stack;
using Shop.Local.Supervision;
using Shop.Testing;

namespace Shop.Local.Tests;

/// <summary>nginx, started as the stack starts it, before two replicas that answer with their name and what they were sent.</summary>
public sealed class NginxRig : IAsyncLifetime
{
    private readonly StackLayout _layout;
    private readonly Dictionary<string, HttpListener> _replicas = new(StringComparer.Ordinal);
    private Process? _nginx;

    public NginxRig()
    {
        var ports = FreePorts.Take(6);
        _layout = new StackLayout(Repository.Root, TestFolder.Make("nginx"), [
            new Node("nginx", NodeKind.Nginx, ports[0], ports[1]),
            new Node("api-1", NodeKind.Api, ports[2], ports[3]),
            new Node("api-2", NodeKind.Api, ports[4], ports[5]),
        ]);
        Client = new HttpClient { BaseAddress = new Uri($"http://{_layout.Nginx.Address}") };
    }

    public HttpClient Client { get; }

    public async Task InitializeAsync()
    {
        foreach (var api in _layout.Of(NodeKind.Api))
        {
            var listener = new HttpListener { Prefixes = { $"http://{api.Address}/" } };
            listener.Start();
            _replicas[api.Name] = listener;
            _ = ServeAsync(api.Name, listener);
        }

        PrivateFile.Directory(_layout.DirectoryOf(_layout.Nginx));
        _nginx = NodeStart.Run(_layout, "nginx", NginxNode.Prepare(_layout, _layout.Nginx));
        await Eventually.True(() => Wire.TcpPort.AnswersAsync(_layout.Nginx), "nginx listens");
    }

    public async Task DisposeAsync()
    {
        var process = ProcessIdentity.FromRecord(_layout.RecordOf("nginx"));
        process?.SignalGroup(PosixSignalNumber.Kill);
        await _nginx!.WaitForExitAsync();
        _nginx.Dispose();
        Client.Dispose();
        foreach (var name in _replicas.Keys.ToArray())
        {
            StopReplica(name);
        }

        Directory.Delete(_layout.Directory, recursive: true);
    }

    public void StopReplica(string name)
    {
        if (_replicas.Remove(name, out var replica))
        {
            replica.Close();
        }
    }

    /// <summary>For what no HTTP client would send.</summary>
    public async Task<string> SendRawAsync(string request)
    {
        using var client = new TcpClient();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await client.ConnectAsync("127.0.0.1", _layout.Nginx.Port, limit.Token);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), limit.Token);
        client.Client.Shutdown(SocketShutdown.Send);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(limit.Token);
    }

    public async Task<IReadOnlyList<JsonDocument>> AccessLogAsync() =>
        [.. (await File.ReadAllLinesAsync(_layout.LogOf("nginx"))).Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line))];

    private static async Task ServeAsync(string name, HttpListener listener)
    {
        while (listener.IsListening)
        {
            try
            {
                var context = await listener.GetContextAsync();
                using var body = new StreamReader(context.Request.InputStream);
                await body.ReadToEndAsync();
                var seen = new StringBuilder($"{name}\n");
                foreach (var header in context.Request.Headers.AllKeys)
                {
                    seen.Append(System.Globalization.CultureInfo.InvariantCulture, $"{header}: {context.Request.Headers[header]}\n");
                }

                context.Response.Headers["X-Request-Id"] = "the replica's own";
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(seen.ToString()));
                context.Response.Close();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
