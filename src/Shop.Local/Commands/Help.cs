namespace Shop.Local.Commands;

internal static class Help
{
    public const string Text = """
        ./shop COMMAND [--port-offset N]

          up                     builds and starts everything, waits until it sells, prints addresses and curl lines
          down [--wipe]          stops everything in order; the data stays, unless it is to be wiped
          status [--json]        who runs, as what, where, since when
          pause NAME             hangs a node (SIGSTOP); NAME out of status, or master
          resume NAME            ends the hang (SIGCONT)
          kill NAME              ends a node at once (SIGKILL); it stays so
          start NAME             starts it again
          restart [NAME]         an API replica without a lost request, another node gracefully; both replicas without NAME
          logs [NAME] [-f]       a node's log
          seed [N]               N demo products (100), a customer, some purchases
          drill [SCENARIO...]    load, a fault, the heal and the verdict from the data, on a stack of its own; without a name it lists them
                                 [--clients 64] [--seconds 12] [--repeat 1] [--report FILE]
                                 [--alerts]: the watchers run too, and each scenario waits for its alerts to come and go
          bench [SUITE...]       measures, as ratios within one run, on stacks of its own; without a name it lists the suites
                                 [--rounds 5] [--report FILE]
          backup FILE            all data into one checked file, while the shop sells
          restore FILE [--yes]   replaces all data by a backup's, after a yes; the shop is closed for some seconds
          test [ARGS]            everything that CI runs; ARGS go to dotnet test

        --port-offset N, or SHOP_PORT_OFFSET: 0 or a multiple of 100 up to 6300 shifts every port, so that several stacks run side by side.
        """;
}
