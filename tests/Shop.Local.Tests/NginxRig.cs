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
public class NginxRig : IAsyncLifetime
{
    private readonly StackLayout _layout;
    private readonly Settings _settings;
    private readonly Dictionary<string, HttpListener> _replicas = new(StringComparer.Ordinal);
    private Process? _nginx;

    public NginxRig()
        : this(new Dictionary<string, string>(StringComparer.Ordinal) { ["RATE_LIMIT_ENABLED"] = "false" })
    {
    }

    protected NginxRig(IReadOnlyDictionary<string, string> settings)
    {
        _settings = new Settings(settings);
        var ports = FreePorts.Take(7);
        _layout = new StackLayout(Repository.Root, TestFolder.Make("nginx"), [
            new Node("nginx", NodeKind.Nginx, ports[0], ports[1], TlsPort: ports[6]),
            new Node("api-1", NodeKind.Api, ports[2], ports[3]),
            new Node("api-2", NodeKind.Api, ports[4], ports[5]),
        ]);
        Client = new HttpClient { BaseAddress = new Uri($"http://{_layout.Nginx.Address}") };
    }

    public HttpClient Client { get; }

    public int TlsPort => _layout.Nginx.TlsPort!.Value;

    /// <summary>The certificate that was made at the start.</summary>
    public string Certificate => Path.Combine(_layout.DirectoryOf(_layout.Nginx), "tls.crt");

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
        _nginx = NodeStart.Run(_layout, "nginx", NginxNode.Prepare(_layout, _layout.Nginx, _settings));
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
    /// <param name="closes">Whether the client says that it sends no more; nginx gives up what it has not answered then.</param>
    public async Task<string> SendRawAsync(string request, bool closes = true)
    {
        using var client = new TcpClient();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await client.ConnectAsync("127.0.0.1", _layout.Nginx.Port, limit.Token);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), limit.Token);
        if (closes)
        {
            client.Client.Shutdown(SocketShutdown.Send);
        }

        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(limit.Token);
    }

    /// <summary>Sends the beginning of a request and nothing more; what came until nginx gave the connection up.</summary>
    public async Task<string> DribbleAsync(string beginning)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", _layout.Nginx.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(beginning));
        using var reader = new StreamReader(stream);
        try
        {
            return await reader.ReadToEndAsync();
        }
        catch (IOException)
        {
            return ""; // nginx resets a connection that has timed out
        }
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

/// <summary>With the limits of one address, as they are unless a setting turns them off.</summary>
public sealed class LimitingNginx() : NginxRig(new Dictionary<string, string>(StringComparer.Ordinal));

/// <summary>Where HTTP leads to HTTPS.</summary>
public sealed class RedirectingNginx() : NginxRig(new Dictionary<string, string>(StringComparer.Ordinal) { ["SHOP_TLS_REDIRECT"] = "true" });
